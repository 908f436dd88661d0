// The faults of a year, in place: under their fields, as dots in the outline, as counts in the foot.

import {fieldOf, fileOf, pathOf} from "./fields.js";
import {button, element} from "./dialogs.js";
import {change, note, find, flush} from "./saving.js";
import {get, inTurn} from "./send.js";

/** @typedef {{weight: "error"|"warning"|"advice"|"pending", message: string, hints: string[], code: string, tab: string, file: string, path: string[], words: string, doubt: string, href: string}} Fault */

const LETTERS = {error: "e", warning: "w", advice: "w", pending: "p"};
const WORDS = {error: "错误", warning: "提醒", advice: "建议", pending: "待补充"};

let base = "";
/** @type {Fault[]} */
let everyFault = [];
/** @type {number | undefined} */
let timer;
let at = -1;
/** @type {(href: string, path: string[]) => void} */
let lead = () => {};

/** @param {string} of @param {(href: string, path: string[]) => void} leads */
export function start(of, leads) {
  base = of;
  lead = leads;
  document.addEventListener("focusout", () => window.setTimeout(show, 0));
  // The preview is drawn first.
  timer = window.setTimeout(() => void ask(false).then(() => { timer = window.setTimeout(() => ask(true), 3000); }), 800);
}

/** Asks again soon: first of the report and the deck, then of every document. */
export function later() {
  clearTimeout(timer);
  timer = window.setTimeout(async () => {
    await ask(false);
    timer = window.setTimeout(() => ask(true), 4000);
  }, 200);
}

const ask = inTurn(async (/** @type {boolean} */ all) => {
  const answer = await get(`${base}/faults${all ? "?all=1" : ""}`).catch(() => null);
  if (!answer) return;
  everyFault = answer.faults;
  document.body.dataset.faults = all ? "all" : "main";
  show();
});

/** Shows the faults; a field that has the caret is left in peace. */
export function show() {
  count();
  document.querySelectorAll("#outline a[data-path]").forEach((line) => {
    const own = JSON.parse(/** @type {HTMLElement} */ (line).dataset.path ?? "[]");
    const places = [own, ...JSON.parse(/** @type {HTMLElement} */ (line).dataset.more ?? "[]")];
    const inside = everyFault.filter((fault) => places.some((place) => place.length && begins(fault.path, place)));
    const dot = /** @type {HTMLElement} */ (line.querySelector(".dot"));
    const worst = ["error", "warning", "pending", "advice"].find((weight) => inside.some((fault) => fault.weight === weight));
    dot.className = `dot ${worst ? LETTERS[/** @type {Fault["weight"]} */ (worst)] : "o"}`;
    dot.title = worst ? WORDS[/** @type {Fault["weight"]} */ (worst)] : "没有发现问题";
  });
  const active = document.activeElement && fieldOf(document.activeElement);
  document.querySelectorAll("[data-field]").forEach((box) => {
    const own = JSON.parse(/** @type {HTMLElement} */ (box).dataset.field ?? "[]");
    const field = box.querySelector("[data-path][data-kind]");
    if (active && box.contains(active) && document.hasFocus() && box.querySelector(".fault") === null && active.dataset.dirty) return;
    const file = field instanceof HTMLElement ? fileOf(field) : "";
    // A heading has the faults of the list itself, a field those of all that it holds.
    const alone = /** @type {HTMLElement} */ (box).dataset.alone !== undefined;
    const inside = everyFault.filter((fault) => begins(fault.path, own) && (!alone || fault.path.length === own.length) && (!file || fault.file === file));
    draw(/** @type {HTMLElement | null} */ (box.querySelector(".faults")), inside);
    mark(box, inside);
  });
  document.dispatchEvent(new Event("faults"));
}

/** @param {HTMLElement | null} place @param {Fault[]} faults */
function draw(place, faults) {
  if (!place) return;
  const [first, ...more] = faults;
  place.replaceChildren();
  if (!first) return;
  place.append(boxOf(first));
  if (more.length) {
    const open = button(`还有 ${more.length} 条`, () => { open.remove(); place.append(...more.map(boxOf)); }, "lk");
    place.append(open);
  }
}

/** @param {Fault} fault */
export function boxOf(fault) {
  const letter = LETTERS[fault.weight];
  return element("div", {class: `fault ${letter}`, "data-code": fault.code},
    element("span", {class: `pill ${letter}`}, WORDS[fault.weight]),
    element("div", {}, fault.message, ...fault.hints.map((hint) => element("p", {}, hint)), ...answers(fault)));
}

/** The answers that a click can give to a fault. @param {Fault} fault @returns {HTMLElement[]} */
function answers(fault) {
  /** @param {string} text @param {Record<string, string>} value */
  const except = (text, value) => button(text, async () => {
    await change(fault.file || (document.body.dataset.file ?? ""), [{operation: "add", path: ["exceptions"], value}]).catch(() => {});
    later();
  }, "lk");
  if (!["fact-disagrees", "fact-unlike"].includes(fault.code) || !fault.words) return fault.doubt ? [element("div", {class: "ac"}, except("确实如此，不再提", {finding: fault.doubt}))] : [];
  const other = [...fault.message.matchAll(/“([^”]+)”/g)].map((found) => found[1]).filter((text) => /\d/.test(text) && text !== fault.words).at(-1);
  return [element("div", {class: "ac"}, ...(other ? [button(`这里改成 ${other}`, () => rewrite(fault, other), "lk")] : []), except("说的不是同一件事", {phrase: fault.words}))];
}

/** @param {Fault} fault @param {string} other */
function rewrite(fault, other) {
  const field = find(fault.file, fault.path);
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
  field.value = field.value.replace(fault.words, other);
  note(field);
  void flush().then(later);
}

/** Underlines anew what is being written. @param {Element} field */
export function remark(field) {
  const box = field.closest("[data-field]");
  if (box instanceof HTMLElement) mark(box, below(JSON.parse(box.dataset.field ?? "[]")));
}

/** Underlines the words at fault, and the year's figures. @param {Element} box @param {Fault[]} faults */
function mark(box, faults) {
  const under = box.querySelector(".under");
  const area = box.querySelector("textarea");
  if (!under || !area) return;
  const text = area.value;
  /** @type {{start: number, end: number, look: string}[]} */
  const ranges = [];
  for (const fault of faults) {
    const start = fault.words ? text.indexOf(fault.words) : -1;
    if (start >= 0 && !ranges.some((range) => start < range.end && range.start < start + fault.words.length)) {
      ranges.push({start, end: start + fault.words.length, look: fault.weight === "error" ? "bad" : "doubt"});
    }
  }
  for (const option of document.querySelectorAll("#figure-list option")) {
    const [value, label] = [option.getAttribute("value") ?? "", option.textContent ?? ""];
    // A number is that figure where its name is near in the text.
    if (value.startsWith("{") || ![label.slice(0, 2), label.slice(-2)].some((part) => text.includes(part))) continue;
    for (let start = text.indexOf(value); start >= 0; start = text.indexOf(value, start + value.length)) {
      const end = start + value.length;
      const isPart = /[\d.]/.test(text[start - 1] ?? "") || (/\d$/.test(value) && /\d/.test(text[end] ?? ""));
      if (!isPart && !ranges.some((range) => start < range.end && range.start < end)) ranges.push({start, end, look: "num"});
    }
  }
  ranges.sort((one, other) => one.start - other.start);
  under.replaceChildren();
  let position = 0;
  for (const {start, end, look} of ranges) {
    under.append(text.slice(position, start), element("span", {class: look}, text.slice(start, end)));
    position = end;
  }
  under.append(text.slice(position));
}

function count() {
  /** @param {string} weight */
  const number = (weight) => everyFault.filter((fault) => fault.weight === weight).length;
  for (const weight of ["error", "warning", "pending"]) {
    const place = document.querySelector(`#count-${weight} b`);
    if (place) place.textContent = String(number(weight));
  }
  document.querySelectorAll("[data-tab] > i").forEach((badge) => {
    const tab = /** @type {HTMLElement} */ (badge.parentElement).dataset.tab;
    const inside = everyFault.filter((fault) => fault.tab === tab && ["error", "warning"].includes(fault.weight)).length;
    badge.textContent = String(inside);
    /** @type {HTMLElement} */ (badge).hidden = !inside;
  });
}

/** Returns the faults of the year of one weight. @param {string} weight */
export const weighing = (weight) => everyFault.filter((fault) => fault.weight === weight);

/** Returns the faults of what lies below a path. @param {string[]} path @returns {Fault[]} */
export const below = (path) => everyFault.filter((fault) => begins(fault.path, path));

/** @param {string[]} path @param {string[]} head */
const begins = (path, head) => head.every((part, index) => path[index] === part);

/** Returns the next fault that has a field. @param {number} by @returns {Fault | null} */
export function next(by) {
  const inFields = everyFault.filter((fault) => fault.path.length && fault.weight !== "advice");
  if (!inFields.length) return null;
  at = (at + by + inFields.length) % inFields.length;
  return inFields[at];
}

/** Shows under a field why it was not saved. @param {string} file @param {string[]} path @param {string} message */
export function showRefusal(file, path, message) {
  for (const field of document.querySelectorAll("[data-path][data-kind]")) {
    const one = /** @type {HTMLElement} */ (field);
    if (fileOf(one) === file && JSON.stringify(pathOf(one)) === JSON.stringify(path)) {
      const place = one.closest("[data-field]")?.querySelector(".faults");
      place?.replaceChildren(element("div", {class: "fault e"}, element("span", {class: "pill e"}, "没存上"), element("div", {}, message)));
    }
  }
}
void lead;
