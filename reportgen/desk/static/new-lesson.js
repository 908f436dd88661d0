// A new lesson: one page, three ways, nothing written before the last button.

import {sayRemoved} from "./dialogs.js";
import {Refused, create, get, inTurn, markup, upload} from "./send.js";

/** @typedef {{sort: string, title: string, aim: string, minutes: number, source: number, edited?: boolean}} Row */

const NUMBERS = "一二三四五六七八九十";
const NAMES = /** @type {Record<string, string>} */ ({opening: "开场", discussion: "讨论", summary: "小结"});
const form = /** @type {HTMLFormElement} */ (document.getElementById("new-lesson"));
const list = /** @type {HTMLElement} */ (document.getElementById("rows"));
const button = /** @type {HTMLButtonElement} */ (document.getElementById("create"));
const total = /** @type {HTMLInputElement} */ (document.getElementById("minutes"));
const problem = form.querySelector(".problem");
/** @type {Row[]} */
let rows = [];
let way = "";
let like = "";
let outline = "";
/** @type {number | undefined} */
let timer;

/** @param {string} id @param {string} words */
const say = (id, words) => { const place = document.getElementById(id); if (place) place.textContent = words; };
/** @param {string} name */
const input = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
const minutes = () => Number(total.value) || 0;
const ready = () => Boolean(way && (way !== "word" || outline) && (way !== "like" || like) && input("topic").value.trim() && minutes());

function content() {
  const texts = Object.fromEntries(["topic", "subtitle", "speaker", "date", "audience"].map((name) => [name, input(name).value]));
  const speech = /** @type {HTMLInputElement} */ (document.querySelector("[name=with_speech]"));
  return {...texts, rows, minutes: minutes(), like: way === "like" ? like : "", outline: way === "word" ? outline : "", with_speech: speech.checked};
}

/** Takes the rows and the texts that a way begins with. @param {{rows: Row[], minutes: number, head: Record<string, string>}} found */
function take(found) {
  rows = found.rows;
  total.value = String(found.minutes);
  for (const [name, text] of Object.entries(found.head)) {
    const place = input(name);
    if (place && !place.dataset.typed) place.value = text;
  }
  draw();
}

function draw() {
  const active = document.activeElement?.closest(".lr") ? [...list.children].indexOf(/** @type {Element} */ (document.activeElement.closest(".lr"))) : -1;
  const key = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.key;
  const model = /** @type {HTMLTemplateElement} */ (document.getElementById("row"));
  let number = 0;
  list.replaceChildren(...rows.map((row) => {
    const box = /** @type {HTMLElement} */ (model.content.firstElementChild?.cloneNode(true));
    box.dataset.sort = row.sort;
    /** @type {HTMLElement} */ (box.querySelector("em")).textContent = NAMES[row.sort] ?? NUMBERS[number++] ?? String(number);
    for (const name of /** @type {const} */ (["title", "aim", "minutes"])) /** @type {HTMLInputElement} */ (box.querySelector(`[data-key=${name}]`)).value = String(row[name]);
    return box;
  }));
  if (active >= 0 && key) /** @type {HTMLElement | null} */ (list.children[active]?.querySelector(`[data-key=${key}]`))?.focus();
  follow();
}

/** Shows what follows from the rows, and asks for the cover. */
function follow() {
  const sum = rows.reduce((all, row) => all + row.minutes, 0);
  const most = Math.max(...rows.map((row) => row.minutes), 1);
  [...list.children].forEach((box, index) => {
    const row = rows[index];
    /** @type {HTMLMeterElement} */ (box.querySelector("meter")).value = row.minutes / most;
    /** @type {HTMLElement} */ (box.querySelector(".un")).textContent = row.sort === "discussion" ? "分钟　大家说" : `分钟　约 ${row.minutes * 200} 字`;
  });
  const by = sum - minutes();
  say("sum", rows.length ? `合计 ${sum} 分钟，${by ? `${by > 0 ? "多" : "少"} ${Math.abs(by)} 分` : "正好"}` : "");
  document.getElementById("sum")?.classList.toggle("long", Boolean(by));
  const parts = rows.filter((row) => row.sort === "part").length;
  say("micro", minutes() && minutes() <= 10 && parts > 1 ? "几部分会并成一部分" : "");
  document.querySelectorAll("[data-minutes]").forEach((one) => one.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (one).dataset.minutes === total.value)));
  button.disabled = !ready();
  clearTimeout(timer);
  timer = window.setTimeout(() => void preview(), 300);
}

const preview = inTurn(async () => {
  if (!way || !rows.length || !minutes()) return;
  const side = /** @type {HTMLElement} */ (document.getElementById("side"));
  const drawn = await markup("/new-lesson/draft", content()).catch(() => "");
  if (!drawn) return;
  side.innerHTML = drawn;
  const {style, room} = /** @type {HTMLElement} */ (side.querySelector("[data-style]")).dataset;
  if (style && !document.querySelector(`link[href="${style}"]`)) document.head.append(Object.assign(document.createElement("link"), {rel: "stylesheet", href: style}));
  say("topic-room", input("topic").value.trim() ? (room ?? "").replace("课件", "封面") : "");
});

/** Shares a new total out among the rows that nobody changed: whole minutes, largest remainders. */
function scale() {
  const free = rows.filter((row) => !row.edited);
  const left = minutes() - rows.reduce((all, row) => all + (row.edited ? row.minutes : 0), 0);
  const before = free.reduce((all, row) => all + row.minutes, 0);
  if (!before || left < free.length) return;
  const exact = free.map((row) => row.minutes * left / before);
  free.forEach((row, index) => { row.minutes = Math.max(1, Math.floor(exact[index])); });
  const order = free.map((_, index) => index).sort((one, other) => exact[other] % 1 - exact[one] % 1);
  for (let rest = left - free.reduce((all, row) => all + row.minutes, 0), at = 0; rest > 0; rest--, at++) free[order[at % order.length]].minutes++;
}

/** @param {number} from @param {number} to */
function move(from, to) {
  if (rows[from]?.sort !== "part" || rows[to]?.sort !== "part") return;
  rows.splice(to, 0, ...rows.splice(from, 1));
  draw();
}

function add() {
  const at = rows.findLastIndex((row) => row.sort === "part") + 1;
  rows.splice(at, 0, {sort: "part", title: "", aim: "", minutes: 2, source: -1, edited: true});
  draw();
  /** @type {HTMLElement} */ (list.children[at].querySelector("input")).focus();
}

/** @param {Event} event */
const at = (event) => [...list.children].indexOf(/** @type {Element} */ (/** @type {Element} */ (event.target).closest(".lr")));

document.getElementById("ways")?.addEventListener("change", async (event) => {
  const target = /** @type {HTMLInputElement} */ (event.target);
  try {
    if (target.id === "outline") {
      const file = target.files?.[0];
      if (!file) return;
      /** @type {HTMLInputElement} */ (document.getElementById("way-word")).checked = true;
      say("outline-state", `正在读“${file.name}”……`);
      const found = await upload(`/new-lesson/outline?${new URLSearchParams({file: file.name})}`, file);
      [way, outline] = ["word", found.outline];
      say("outline-state", file.name);
      const left = /** @type {HTMLElement} */ (document.getElementById("left"));
      left.hidden = !found.left.length;
      /** @type {HTMLElement} */ (left.querySelector("summary")).textContent = `没有放下的 ${found.left.length} 段`;
      left.querySelector("ol")?.replaceChildren(...found.left.map((/** @type {string} */ text) => Object.assign(document.createElement("li"), {textContent: text})));
      take(found);
    } else if (target.name === "like") {
      /** @type {HTMLInputElement} */ (document.getElementById("way-like")).checked = true;
      [way, like] = ["like", target.value];
      take(await get(`/new-lesson/rows?${new URLSearchParams({like})}`));
    } else if (target.name === "way") {
      way = target.value;
      if (way === "blank") take(await get(`/new-lesson/rows?minutes=${minutes()}`));
      else follow();
    } else follow();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    say("outline-state", error.message);
    target.value = "";
  }
});
list.addEventListener("input", (event) => {
  const target = /** @type {HTMLInputElement} */ (event.target);
  const row = rows[at(event)];
  if (target.dataset.key === "minutes") Object.assign(row, {minutes: Number(target.value) || 0, edited: true});
  else if (target.dataset.key) row[/** @type {"title" | "aim"} */ (target.dataset.key)] = target.value;
  follow();
});
list.addEventListener("click", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  const index = at(event);
  if (target.dataset.by) {
    Object.assign(rows[index], {minutes: Math.max(1, rows[index].minutes + Number(target.dataset.by)), edited: true});
    draw();
  } else if (target.matches("[data-drop]")) {
    const [gone] = rows.splice(index, 1);
    draw();
    sayRemoved(gone.title, () => { rows.splice(index, 0, gone); draw(); });
  }
});
let grip = -1;
list.addEventListener("dragstart", (event) => { grip = at(event); });
list.addEventListener("dragover", (event) => event.preventDefault());
list.addEventListener("drop", (event) => { event.preventDefault(); move(grip, at(event)); });
form.addEventListener("input", (event) => {
  /** @type {HTMLElement} */ (event.target).dataset.typed = "1";
  if (event.target === total) { scale(); draw(); } else if (!list.contains(/** @type {Node} */ (event.target))) follow();
});
form.addEventListener("click", (event) => {
  const {minutes: wanted, audience} = /** @type {HTMLElement} */ (event.target).dataset;
  if (audience) { input("audience").value = audience; follow(); }
  if (wanted) { total.value = wanted; scale(); draw(); }
});
form.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const by = {ArrowUp: -1, ArrowDown: 1}[event.key];
  if (event.altKey && by && at(event) >= 0) { event.preventDefault(); move(at(event), at(event) + by); }
  if (event.key === "Enter" && event.ctrlKey) { event.preventDefault(); add(); }
  else if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
});
form.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("add-row")?.addEventListener("click", add);
button.addEventListener("click", () => { if (ready()) void create("/new-lesson", content(), problem); });
input("topic").focus();
