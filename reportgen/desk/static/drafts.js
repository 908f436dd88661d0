// What is typed and not yet saved, in the browser's own store: it outlives the page and the desk.

/** @typedef {{key: string, file: string, path: string[], base: unknown, value: unknown, label: string, time: number}} Draft */

/** @type {Promise<IDBDatabase> | null} */
let opening = null;

/** @returns {Promise<IDBDatabase>} */
function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("desk", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("drafts", {keyPath: "key"});
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

/** @param {string} file @param {string[]} path */
export const keyOf = (file, path) => JSON.stringify([file, ...path]);

/**
 * @template T
 * @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} action
 * @returns {Promise<T>}
 */
async function within(mode, action) {
  const store = (await database()).transaction("drafts", mode).objectStore("drafts");
  return new Promise((resolve, reject) => {
    const request = action(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {Draft} draft */
export const put = (draft) => within("readwrite", (store) => store.put(draft));
/** @param {string} key */
export const drop = (key) => within("readwrite", (store) => store.delete(key));
/** @param {string} prefix the beginning of a file's name @returns {Promise<Draft[]>} */
export async function of(prefix) {
  const all = /** @type {Draft[]} */ (await within("readonly", (store) => store.getAll()));
  return all.filter((draft) => draft.file.startsWith(prefix));
}
