// Saving: one field at a time, a second after the last keystroke, never while a word is being composed.

import * as drafts from "./drafts.js";
import {baseOf, fileOf, pathOf, same, setBase, setValue, valueOf} from "./fields.js";
import {Refused, post} from "./send.js";

/**
 * A step is what was done and what undoes it: changes of a file, or the content of a request.
 *
 * @typedef {import("./send.js").Edit} Edit
 * @typedef {{file: string, path: string[], base: unknown, value: unknown, label: string, waits: boolean, asked?: boolean}} Unsaved
 * @typedef {{file: string, forward: Edit[], inverse: Edit[], request?: {to: string, forward: unknown, inverse: unknown}}} Step
 */

const QUIET = 1000;
/** a save takes a fraction of a second; a request that hangs must not keep the next from being sent */
const PATIENCE = 8000;
const AGAIN = [2000, 5000, 15000, 60000];

/** fields that are not saved, by their key @type {Map<string, Unsaved>} */
const unsaved = new Map();
/** @type {Map<string, Promise<unknown>>} */
const inFlight = new Map();
/** @type {number | undefined} */
let timer;
let failures = 0;
let changes = 0;

/** Whether the answer to a save is still awaited. */
export const isSaving = () => inFlight.size + changes > 0;

/** what the rest of the page wants to hear */
export const hears = {
  /** @param {string} words @param {boolean} failed */
  state(words, failed) { void words, failed; },
  /** @param {Step} step */
  saved(step) { void step; },
  /** @param {Unsaved} mine @param {import("./send.js").ConflictSides} sides */
  conflict(mine, sides) { void mine, sides; },
  /** @param {Unsaved | null} mine @param {string} message */
  refused(mine, message) { void mine, message; },
  /** @param {string} file @param {string[]} path @param {unknown} value what the file has now */
  stored(file, path, value) { void file, path, value; },
  /** the file was changed by somebody else, too */
  elsewhere() {},
  /** the desk does not answer */
  gone() {},
};

/** @returns {Unsaved[]} */
export const pending = () => [...unsaved.values()];

/** Looks at a field that was edited. @param {HTMLElement} field */
export function note(field) {
  if (document.body.dataset.locked) return;
  const [file, path, value, base] = [fileOf(field), pathOf(field), valueOf(field), baseOf(field)];
  const key = drafts.keyOf(file, path);
  if (same(value, base)) {
    if (unsaved.delete(key)) drafts.drop(key).catch(() => {});
    if (!unsaved.size) hears.state("没有改动", false);
    return;
  }
  if (field.dataset.required && value === null) {
    hears.refused({file, path, base, value, label: "", waits: true}, `${field.dataset.label ?? "这里"}不能空着`);
    return;
  }
  const before = unsaved.get(key);
  // A conflict waits for its answer; what was refused waits until it is written otherwise.
  const waits = Boolean(before?.waits && (before.asked || same(before.value, value)));
  if (before?.asked && waits) {
    before.value = value;
    return;
  }
  const entry = {file, path, base, value, label: field.dataset.label ?? "", waits};
  unsaved.set(key, entry);
  drafts.put({key, file, path, base, value, label: entry.label, time: Date.now()}).catch(() => {});
  hears.state("停笔一秒就存", false);
  clearTimeout(timer);
  timer = window.setTimeout(flush, QUIET);
}

/** Saves values that no field of a form holds, such as cells of a sheet. @param {{file: string, path: string[], base: unknown, value: unknown, label: string}[]} entries */
export function enqueue(entries) {
  for (const one of entries) {
    const key = drafts.keyOf(one.file, one.path);
    unsaved.set(key, {...one, waits: false});
    drafts.put({...one, key, time: Date.now()}).catch(() => {});
  }
  return flush();
}

/** Saves everything that can be saved now. @returns {Promise<void>} */
export async function flush() {
  clearTimeout(timer);
  const files = new Set(pending().filter((entry) => !entry.waits).map((entry) => entry.file));
  await Promise.all([...files].map(saveFile));
}

/** @param {string} file */
async function saveFile(file) {
  while (inFlight.has(file)) await inFlight.get(file);
  const mine = pending().filter((entry) => entry.file === file && !entry.waits);
  if (!mine.length) return;
  /** @type {Edit[]} */
  const edits = mine.map(({path, base, value}) => ({operation: "set", path, base, value}));
  const slow = window.setTimeout(() => hears.state("正在保存…", false), 300);
  const request = send(file, edits, mine).finally(() => {
    clearTimeout(slow);
    inFlight.delete(file);
  });
  inFlight.set(file, request);
  await request;
}

/** @param {string} file @param {Edit[]} edits @param {Unsaved[]} mine */
async function send(file, edits, mine) {
  try {
    const saved = await post("/save", {file, edits, place: here(), revision: revisionOf(file)}, PATIENCE);
    failures = 0;
    mine.forEach((entry, index) => settle(entry, saved.results[index]));
    if (saved.inverse.length) hears.saved({file, forward: edits, inverse: saved.inverse});
    knows(file, saved);
    hears.state(unsaved.size ? "停笔一秒就存" : `已保存 ${saved.time}`, false);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refused(error, mine);
  }
}

/** @param {string} file */
const revisionOf = (file) => file === document.body.dataset.file ? document.body.dataset.revision : undefined;

/** @param {string} file @param {import("./send.js").Saved} saved */
function knows(file, saved) {
  if (file !== document.body.dataset.file) return;
  document.body.dataset.revision = saved.revision;
  if (saved.elsewhere) hears.elsewhere();
}

/** @param {Unsaved} entry @param {unknown} stored */
function settle(entry, stored) {
  const key = drafts.keyOf(entry.file, entry.path);
  const field = find(entry.file, entry.path);
  if (field) setBase(field, stored);
  hears.stored(entry.file, entry.path, stored);
  const now = unsaved.get(key);
  if (now === entry) {
    unsaved.delete(key);
    drafts.drop(key).catch(() => {});
  } else if (now) {
    now.base = stored;
  } else if (field && same(valueOf(field), entry.base)) {
    // What was being saved has been taken back meanwhile.
    note(field);
  }
}

/** @param {Refused} error @param {Unsaved[]} mine */
function refused(error, mine) {
  if (error.status === 409 && error.body?.conflict) {
    const sides = error.body.conflict;
    const entry = mine.find((one) => JSON.stringify(one.path) === JSON.stringify(sides.path));
    if (entry) {
      entry.waits = true;
      entry.asked = true;
      hears.conflict(entry, sides);
      if (mine.length > 1) timer = window.setTimeout(flush, 0);
      return;
    }
  }
  if (error.status === 422 && mine.length > 1) {
    // One of several is at fault: each is tried alone.
    void mine.reduce(async (before, entry) => {
      await before;
      await send(entry.file, [{operation: "set", path: entry.path, base: entry.base, value: entry.value}], [entry]);
    }, Promise.resolve());
    return;
  }
  if (error.status === 422) {
    mine.forEach((entry) => { entry.waits = true; });
    hears.refused(mine[0], error.message);
    hears.state("有一处没存上", true);
    return;
  }
  if (error.status === 0) hears.gone();
  else hears.state(error.message, true);
  timer = window.setTimeout(flush, AGAIN[Math.min(failures++, AGAIN.length - 1)]);
}

/** Settles a conflict the way its person wants. @param {Unsaved} mine @param {unknown} theirs @param {"mine"|"theirs"|"both"} way */
export function decide(mine, theirs, way) {
  const key = drafts.keyOf(mine.file, mine.path);
  const field = find(mine.file, mine.path);
  const lost = way === "theirs" ? mine.value : theirs;
  if (way !== "both") post("/lost-side", {file: mine.file, path: mine.path, value: lost}).catch(() => {});
  mine.base = theirs;
  mine.waits = mine.asked = false;
  if (field) setBase(field, theirs);
  if (way === "theirs") {
    unsaved.delete(key);
    drafts.drop(key).catch(() => {});
    if (field) setValue(field, theirs);
    hears.state("没有改动", false);
    return;
  }
  if (way === "both") {
    mine.value = typeof mine.value === "string" ? `${mine.value}\n\n${String(theirs ?? "")}` : mine.value;
    if (field) setValue(field, mine.value);
    if (field) field.focus();
  }
  unsaved.set(key, mine);
  timer = window.setTimeout(flush, way === "both" ? QUIET : 0);
}

/** Makes changes other than of a field's value; throws Refused. @param {string} file @param {Edit[]} edits @returns {Promise<import("./send.js").Saved>} */
export async function change(file, edits) {
  await flush();
  changes++;
  const saved = await post("/save", {file, edits, place: here(), revision: revisionOf(file)}, PATIENCE).finally(() => { changes--; });
  knows(file, saved);
  if (saved.inverse.length) hears.saved({file, forward: edits, inverse: saved.inverse});
  hears.state(`已保存 ${saved.time}`, false);
  return saved;
}

/** Puts what is not saved back into fields that were drawn anew. */
export function reapply() {
  for (const entry of unsaved.values()) {
    const field = find(entry.file, entry.path);
    if (field) {
      setValue(field, entry.value);
      setBase(field, entry.base);
    }
  }
}

/** Takes up what an earlier page could not save. @param {drafts.Draft[]} found */
export function takeUp(found) {
  for (const {key, file, path, base, value, label} of found) {
    unsaved.set(key, {file, path, base, value, label, waits: false});
  }
  reapply();
  return flush();
}

/** @param {string} file @param {string[]} path @returns {HTMLElement | null} */
export function find(file, path) {
  const target = JSON.stringify(path);
  for (const field of document.querySelectorAll("[data-path][data-kind]")) {
    const one = /** @type {HTMLElement} */ (field);
    if (JSON.stringify(pathOf(one)) === target && fileOf(one) === file) return one;
  }
  return null;
}

function here() {
  const title = document.querySelector("#form h1")?.textContent ?? document.querySelector("h1")?.textContent ?? "";
  const branch = document.querySelector("#pick-branch option:checked")?.textContent ?? "";
  return {href: location.pathname, title: `${branch}　${title}`.trim()};
}
