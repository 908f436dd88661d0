// Fields of forms: what each holds, and what it becomes.

/** @typedef {HTMLElement} Field an element with data-path, data-base and data-kind */

/** @param {Element} element @returns {Field | null} the field that the element is, or belongs to */
export const fieldOf = (element) => /** @type {Field | null} */ (element.closest("[data-path][data-kind]"));
/** @param {Field} field @returns {string[]} */
export const pathOf = (field) => JSON.parse(field.dataset.path ?? "[]");
/** @param {Field} field @returns {string} */
export const fileOf = (field) =>
  field.dataset.of ?? /** @type {HTMLElement} */ (field.closest("[data-file]")).dataset.file ?? "";
/** @param {Field} field @returns {unknown} the value in the file that the page knows */
export const baseOf = (field) => JSON.parse(field.dataset.base ?? "null");
/** @param {Field} field @param {unknown} value */
export function setBase(field, value) { field.dataset.base = JSON.stringify(value ?? null); }

/** @param {Field} field @returns {unknown} what the field holds now; null for nothing */
export function valueOf(field) {
  const input = /** @type {HTMLInputElement} */ (field);
  switch (field.dataset.kind) {
    case "flag": return input.checked ? "是" : null;
    case "choice": return input.value || null;
    case "lines": {
      const rows = input.value.split("\n").map((row) => row.trim()).filter(Boolean);
      return rows.length ? rows : null;
    }
    case "names": {
      const names = choices(field);
      return names.length ? names : null;
    }
    case "name": return choices(field)[0] ?? null;
    case "point": {
      const [name, text] = ["name", "text"].map((part) => partOf(field, part).value.trim());
      if (!name) return text || null;
      return text ? {name, text} : {name};
    }
    case "text": return input.value.replace(/\s+$/, "") || null;
    default: return input.value.trim() || null;
  }
}

/** @param {Field} field @param {unknown} value */
export function setValue(field, value) {
  const input = /** @type {HTMLInputElement} */ (field);
  switch (field.dataset.kind) {
    case "flag": input.checked = Boolean(value); break;
    case "lines": input.value = Array.isArray(value) ? value.join("\n") : String(value ?? ""); break;
    case "point": {
      const point = typeof value === "string" ? {name: "", text: value} : /** @type {any} */ (value ?? {});
      partOf(field, "name").value = point.name ?? "";
      partOf(field, "text").value = point.text ?? "";
      break;
    }
    case "names": case "name": break;
    default: input.value = String(value ?? "").replace(/\n+$/, "");
  }
}

/** @param {unknown} one @param {unknown} other */
export function same(one, other) {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

/** @param {unknown} value @returns {unknown} */
function plain(value) {
  if (typeof value === "string") return value.replace(/\s+$/, "") || null;
  if (Array.isArray(value)) return value.length ? value.map(plain) : null;
  if (value && typeof value === "object") {
    const full = Object.entries(value).map(([key, item]) => [key, plain(item)]).filter(([, item]) => item !== null);
    return full.length ? Object.fromEntries(full) : null;
  }
  return value ?? null;
}

/** @param {unknown} value @returns {string} a value as a person reads it */
export function words(value) {
  if (value === null || value === undefined) return "（空）";
  if (Array.isArray(value)) return value.map(words).join("\n");
  if (typeof value === "object") return Object.values(value).map(words).join("　");
  return String(value);
}

/** @param {Field} field @param {string} part @returns {HTMLInputElement} */
function partOf(field, part) {
  return /** @type {HTMLInputElement} */ (field.querySelector(`[data-part="${part}"]`));
}

/** @param {Field} field @returns {string[]} */
function choices(field) {
  return [...field.querySelectorAll(".chip")].map((chip) => /** @type {HTMLElement} */ (chip).dataset.name ?? "");
}
