// The preview beside the fields: it follows what is typed, and a click on a word leads to its field.

/** @param {string} base @param {(href: string, path: string[]) => void} lead */
export function start(base, lead) { void base, lead; }
/** Draws it anew from what is typed, soon. */
export function later() {}
/** Draws it anew from what is saved. */
export function now() {}
/** Shows the place of a field. @param {string} file @param {string[]} path */
export function follow(file, path) { void file, path; }
