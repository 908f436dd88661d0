// Undo and redo of what was saved, across the tabs of a year; it is forgotten when the browser's tab closes.

import {change} from "./saving.js";
import {post} from "./send.js";

/** @typedef {import("./saving.js").Step & {href: string, time: number}} Kept */

const MOST = 200;
const TOGETHER = 3000;
const key = `undo ${document.body.dataset.base ?? ""}`;

/** @returns {{done: Kept[], undone: Kept[]}} */
function load() {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "") ?? {done: [], undone: []};
  } catch {
    return {done: [], undone: []};
  }
}

const stacks = load();
let replaying = false;

/** Remembers a step; keystrokes in one field that follow each other are one. @param {import("./saving.js").Step} step */
export function remember(step) {
  if (replaying) return;
  const now = Date.now();
  const last = stacks.done.at(-1);
  const isSame = last && last.file === step.file && now - last.time < TOGETHER && path(last) && path(last) === path(step);
  if (isSame && last) {
    const first = last.inverse[0];
    last.forward = step.forward;
    last.inverse = [{...first, base: step.forward[0].value}];
    last.time = now;
  } else {
    stacks.done.push({...step, href: location.pathname, time: now});
    if (stacks.done.length > MOST) stacks.done.shift();
  }
  stacks.undone = [];
  keep();
}

/** @param {import("./saving.js").Step} step @returns {string} the one field that a step sets, "" for other steps */
function path(step) {
  const [only, more] = step.forward;
  return only && !more && only.operation === "set" && step.inverse.length === 1 ? JSON.stringify(only.path) : "";
}

/** @type {Promise<unknown>} */
let before = Promise.resolve();

/** Undoes the last step, or does it again, after the one before; throws Refused. @param {"undo"|"redo"} way @returns {Promise<Kept | null>} the step */
export function go(way) {
  const done = before.then(() => replay(way));
  before = done.catch(() => {});
  return done;
}

/** @param {"undo"|"redo"} way @returns {Promise<Kept | null>} */
async function replay(way) {
  const [from, to] = way === "undo" ? [stacks.done, stacks.undone] : [stacks.undone, stacks.done];
  const step = from.at(-1);
  if (!step) return null;
  replaying = true;
  try {
    const {request} = step;
    if (request) await post(request.to, request.inverse);
    const inverse = request ? [] : (await change(step.file, step.inverse)).inverse;
    from.pop();
    to.push({...step, forward: step.inverse, inverse, request: request && {...request, forward: request.inverse, inverse: request.forward}, time: 0});
    keep();
    return step;
  } finally {
    replaying = false;
  }
}

function keep() {
  sessionStorage.setItem(key, JSON.stringify(stacks));
  show();
}

/** Shows whether there is anything to undo. */
export function show() {
  for (const [id, stack] of [["undo", stacks.done], ["redo", stacks.undone]]) {
    const button = /** @type {HTMLButtonElement | null} */ (document.getElementById(String(id)));
    if (button) button.disabled = !stack.length;
  }
}
