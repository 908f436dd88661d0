// The preview beside the fields: it follows what is typed, and a click on a word leads to its field.

import {get, inTurn, post, Refused} from "./send.js";
import {pending} from "./saving.js";

const SOON = 100;
const LEFT_ALONE = 5000;

let base = "";
/** @type {(href: string, path: string[]) => Promise<void> | void} */
let lead = () => {};
/** @type {HTMLElement | null} */
let place = null;
// A lesson and a year are remembered apart: their tabs are others.
const KEY = `preview ${document.body.dataset.tab}`;
let medium = "";
/** @type {{file: string, path: string[]} | null} */
let focus = null;
/** @type {{path: string, first: number, last: number, around: [number, number]} | null} */
let lines = null;
/** @type {number | undefined} */
let timer;
let scrollTime = 0;
let scrolling = false;
/** @type {number | undefined} */
let rooms;

/** @param {string} of @param {(href: string, path: string[]) => Promise<void> | void} leads */
export function start(of, leads) {
  place = document.getElementById("pages");
  if (!place) return;
  base = of;
  lead = leads;
  document.querySelectorAll("[data-show]").forEach((tab) => tab.addEventListener("click", () => show(/** @type {HTMLElement} */ (tab).dataset.show ?? "report")));
  document.querySelectorAll("[data-turn]").forEach((one) => one.addEventListener("click", () => turn(Number(/** @type {HTMLElement} */ (one).dataset.turn))));
  place.addEventListener("click", (event) => void leadFrom(/** @type {Element} */ (event.target)));
  place.addEventListener("scroll", () => { if (!scrolling) scrollTime = Date.now(); number(); });
  widen();
  const last = localStorage.getItem(KEY);
  const tab = /** @type {HTMLElement | null} */ (document.querySelector(`[data-show="${last}"]`) ?? document.querySelector("[data-show]"));
  show(tab?.dataset.show ?? "report");
}

/** Lets the preview be drawn wider or narrower; the width is remembered. */
function widen() {
  const edge = document.getElementById("preview-width");
  const pane = edge?.parentElement;
  if (!edge || !pane) return;
  /** @param {number} width */
  const set = (width) => {
    const now = String(Math.round(Math.max(380, Math.min(640, width))));
    pane.style.setProperty("--wide", `${now}px`);
    edge.setAttribute("aria-valuenow", now);
    localStorage.setItem("preview width", now);
  };
  set(Number(localStorage.getItem("preview width") ?? 484));
  edge.addEventListener("pointerdown", (event) => { event.preventDefault(); edge.setPointerCapture(event.pointerId); });
  edge.addEventListener("pointermove", (event) => { if (edge.hasPointerCapture(event.pointerId)) set(pane.getBoundingClientRect().right - event.clientX); });
  edge.addEventListener("keydown", (event) => {
    const by = {ArrowLeft: 20, ArrowRight: -20}[event.key];
    if (by) { event.preventDefault(); set(Number(edge.getAttribute("aria-valuenow")) + by); }
  });
}

/** @param {string} what */
function show(what) {
  medium = what;
  localStorage.setItem(KEY, what);
  document.querySelectorAll("[data-show]").forEach((tab) => {
    const is = /** @type {HTMLElement} */ (tab).dataset.show === what;
    tab.classList.toggle("on", is);
    tab.setAttribute("aria-selected", String(is));
  });
  scrollTime = 0;
  now();
}

/** Draws it anew from what is typed, soon. */
export function later() {
  clearTimeout(timer);
  timer = window.setTimeout(now, SOON);
}

/** Draws it anew; while one drawing is under way, the next waits. */
export function now() {
  if (!place) return;
  clearTimeout(timer);
  void draw();
}

const draw = inTurn(async () => {
  const slow = window.setTimeout(() => state("busy", "正在画……"), 1000);
  const pages = /** @type {HTMLElement} */ (place);
  const old = new Map([...pages.querySelectorAll("[data-digest]")].map((one) => [/** @type {HTMLElement} */ (one).dataset.digest ?? "", one]));
  try {
    const of = medium;
    const answer = await post(`${base}/preview`, {show: of, drafts: pending(), known: [...old.keys()], focus});
    if (of !== medium) return;
    await style(answer.style);
    put(answer, old);
    lines = answer.lines;
    state("", "随改随看");
    mark();
    document.dispatchEvent(new Event("drawn"));
    clearTimeout(rooms);
    rooms = window.setTimeout(room, 400);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const time = new Date().toLocaleTimeString("zh-CN", {hour: "2-digit", minute: "2-digit"});
    state("stopped", error.status === 409 ? `预览停在 ${time}，内容照存` : "预览停了，内容照存");
    if (!old.size) pages.textContent = error.message;
  } finally {
    clearTimeout(slow);
  }
});

/** Shows beside each field of a slide how much more it has room for. */
async function room() {
  const fields = [...document.querySelectorAll("#form [data-path][data-kind]")].filter((one) => one.closest("[data-field]")?.querySelector("[data-room]") && !one.closest("[hidden]"));
  const form = /** @type {HTMLElement | null} */ (document.getElementById("form"));
  if (!fields.length || !form) return;
  const paths = fields.map((one) => JSON.parse(/** @type {HTMLElement} */ (one).dataset.path ?? "[]"));
  const answer = await post(`${base}/room`, {file: form.dataset.file, paths, drafts: pending()}).catch(() => null);
  answer?.rooms.forEach((/** @type {{share: number, words: string, look: string} | null} */ one, /** @type {number} */ index) => {
    const field = fields[index];
    const place = field.querySelector("[data-room]") ?? field.closest("[data-field]")?.querySelector("[data-room]");
    if (!place) return;
    place.className = `room ${one?.look ?? ""}`;
    place.replaceChildren();
    if (!one) return;
    const bar = document.createElement("meter");
    bar.max = 1;
    bar.value = one.share;
    place.append(bar, field.matches(".pt") ? one.words.replace("课件", "") : one.words);
  });
}

/** Shows what came; what has not changed stays where it is. @param {any} answer @param {Map<string, Element>} old */
function put(answer, old) {
  const pages = /** @type {HTMLElement} */ (place);
  pages.dataset.medium = answer.medium;
  /** @param {string} look @param {string} digest @param {string} html */
  const box = (look, digest, html) => {
    const again = old.get(digest);
    if (again && !html) return again;
    const fresh = document.createElement("div");
    fresh.className = look;
    fresh.dataset.digest = digest;
    fresh.innerHTML = html;
    return fresh;
  };
  const boxes = [box("shared", answer.sharedDigest, answer.shared), ...answer.fragments.map((/** @type {any} */ one) => box("sheet-of-paper", one.digest, one.html))];
  const top = pages.scrollTop;
  for (const there of [...pages.children]) if (!boxes.includes(there)) there.remove();
  boxes.forEach((one, at) => { if (pages.children[at] !== one) pages.insertBefore(one, pages.children[at] ?? null); });
  pages.scrollTop = top;
  number();
}

/** @param {string} href */
async function style(href) {
  if (document.querySelector(`link[href="${href}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  const loading = new Promise((resolve) => { link.onload = link.onerror = resolve; });
  document.head.append(link);
  await loading;
}

/** @param {string} look @param {string} words */
function state(look, words) {
  const text = document.getElementById("preview-state");
  if (text) text.textContent = words;
  const box = text?.closest(".live");
  if (box) box.className = `live ${look}`;
}

/** Shows the place of a field. @param {string} file @param {string[]} path */
export function follow(file, path) {
  if (!place || !path.length) return;
  if (focus && focus.file === file && JSON.stringify(focus.path) === JSON.stringify(path)) return;
  focus = {file, path};
  now();
}

/** Returns the words that were written on some lines of a file. @param {string} path @param {number} first @param {number} last @returns {Element[]} */
function sourceWords(path, first, last) {
  return [.../** @type {HTMLElement} */ (place).querySelectorAll("[data-at]")].filter((one) => {
    const [, file, line] = /^(.*):(\d+):\d+$/.exec(one.getAttribute("data-at") ?? "") ?? [];
    return file === path && Number(line) >= first && Number(line) <= last;
  });
}

/** Lays a gold band over the words of the focused field, and brings them into view. */
function mark() {
  const pages = /** @type {HTMLElement} */ (place);
  pages.querySelectorAll(".band").forEach((one) => one.remove());
  pages.querySelectorAll(".cur").forEach((one) => one.classList.remove("cur"));
  if (!lines) return;
  const {path, first: top, last: bottom, around} = lines;
  // A field that does not stand on a slide itself has the slide of its work.
  const own = [sourceWords(path, top, bottom), sourceWords(path, around[0], around[1])].find((found) => found.length) ?? [];
  const inner = own.filter((one) => !own.some((other) => other !== one && one.contains(other)));
  /** @type {Map<Element, Element[]>} */
  const bySheet = new Map();
  for (const one of inner) {
    const sheet = one.closest(".sheet-of-paper");
    if (sheet) bySheet.set(sheet, [...(bySheet.get(sheet) ?? []), one]);
  }
  for (const [sheet, words] of bySheet) {
    if (pages.dataset.medium === "slides") { sheet.classList.add("cur"); continue; }
    const boxes = words.map((one) => one.getBoundingClientRect());
    const frame = sheet.getBoundingClientRect();
    const band = document.createElement("div");
    band.className = "band";
    const begins = Math.min(...boxes.map((box) => box.top)) - frame.top;
    band.style.top = `${begins - 2}px`;
    band.style.height = `${Math.max(...boxes.map((box) => box.bottom)) - frame.top - begins + 4}px`;
    sheet.append(band);
  }
  const [first] = bySheet.keys();
  if (!first || Date.now() - scrollTime < LEFT_ALONE) return;
  const target = first.querySelector(".band") ?? first;
  const view = pages.getBoundingClientRect();
  const box = target.getBoundingClientRect();
  if (box.top >= view.top && box.bottom <= view.bottom) return;
  scrolling = true;
  pages.scrollTop += box.top - view.top - (pages.dataset.medium === "slides" ? 20 : view.height / 3);
  window.setTimeout(() => { scrolling = false; }, 100);
}

/** @param {Element} target */
async function leadFrom(target) {
  const to = target.closest("[data-target]");
  if (to) { page(Number(to.getAttribute("data-target")) - 1); return; }
  const word = target.closest("[data-at]");
  if (!word) return;
  const found = await get(`${base}/place?at=${encodeURIComponent(word.getAttribute("data-at") ?? "")}`).catch(() => null);
  if (!found) return;
  scrollTime = Date.now();
  if (!found.path.length && found.words) { state("", found.words); return; }
  await lead(found.href, found.path);
  caret(word.textContent ?? "");
}

/** Puts the caret before the words in the focused field. @param {string} words */
function caret(words) {
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
  const at = field.value.indexOf(words.trim().slice(0, 12));
  if (at >= 0) field.setSelectionRange(at, at);
}

const sheets = () => [...(place?.querySelectorAll(".sheet-of-paper") ?? [])];

function current() {
  const view = /** @type {HTMLElement} */ (place).getBoundingClientRect();
  const top = view.top + Math.max(60, view.height / 3);
  return Math.max(0, sheets().findLastIndex((one) => one.getBoundingClientRect().top <= top));
}

/** @param {number} by */
function turn(by) { page(current() + by); }

/** @param {number} index */
function page(index) {
  scrollTime = Date.now();
  sheets()[Math.max(0, Math.min(index, sheets().length - 1))]?.scrollIntoView({block: "start"});
}

function number() {
  const text = document.getElementById("page-number");
  if (text) text.textContent = sheets().length ? `第 ${current() + 1} 页，共 ${sheets().length} 页` : "";
}
