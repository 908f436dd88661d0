// A page of a year: fields, keys, saving, undo, faults, and whether the file is changed elsewhere.

import {ask, askConflict, attempt, confirmLeftovers, pickFigure, sayGone, sayRefused, sayRemoved} from "./dialogs.js";
import * as drafts from "./drafts.js";
import {baseOf, fieldOf, fileOf, pathOf, same, valueOf} from "./fields.js";
import * as faults from "./faults.js";
import * as preview from "./preview.js";
import * as saving from "./saving.js";
import {Refused, get, part, upload} from "./send.js";
import * as undo from "./undo.js";

const INPUTS = "input, textarea, select, figure-text";
const body = document.body;
const file = body.dataset.file ?? "";
const base = body.dataset.base ?? "";
/** the field in which a word is being composed @type {Element | null} */
let composing = null;
let missedPings = 0;
let refreshesOnBlur = false;
/** the module of a tab that draws itself @type {{refresh?: () => Promise<void>, settle?: () => Promise<void>, focus?: (path: string[]) => boolean} | undefined} */
let tab;

// ── Fields ──

/** @param {Element} element */
function changed(element) {
  const field = fieldOf(element);
  if (!field) return;
  if (element instanceof HTMLTextAreaElement) grow(element);
  faults.remark(field);
  saving.note(field);
  preview.later();
}

/** @param {HTMLTextAreaElement} area */
function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

function growAll() {
  if (body.dataset.locked) lock();
  document.querySelectorAll("textarea").forEach((area) => grow(/** @type {HTMLTextAreaElement} */ (area)));
}

/** A year that is final is only read. */
function lock() {
  document.querySelectorAll("main input, main textarea").forEach((one) => { /** @type {HTMLInputElement} */ (one).readOnly = true; });
  document.querySelectorAll("main [data-kind] select, main select[data-kind], main input[type=checkbox]").forEach((one) => { /** @type {HTMLSelectElement} */ (one).disabled = true; });
}

document.addEventListener("compositionstart", (event) => { composing = /** @type {Element} */ (event.target); });
document.addEventListener("compositionend", (event) => {
  composing = null;
  changed(/** @type {Element} */ (event.target));
});
document.addEventListener("input", (event) => {
  if (!composing && !(/** @type {InputEvent} */ (event)).isComposing) changed(/** @type {Element} */ (event.target));
});
document.addEventListener("change", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.matches("[data-picture]")) addPicture(/** @type {HTMLInputElement} */ (target));
  else if (target.matches(".add-name")) addName(/** @type {HTMLSelectElement} */ (target));
  else if (target.matches("#pick-branch, #pick-year")) leave(/** @type {HTMLSelectElement} */ (target).value);
  else if (!composing) changed(target);
});
document.addEventListener("focusout", () => {
  if (composing) return;
  void saving.flush();
  window.setTimeout(() => {
    if (refreshesOnBlur && !isTyping()) void refresh();
  }, 0);
});
document.addEventListener("focusin", (event) => {
  const field = fieldOf(/** @type {Element} */ (event.target));
  if (field) preview.follow(fileOf(field), pathOf(field));
});

function isTyping() {
  const active = document.activeElement;
  return active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement || (active instanceof HTMLElement && active.isContentEditable);
}

/** Asks for the caption of a picture, stores it and puts it into the work. @param {HTMLInputElement} input */
function addPicture(input) {
  const picture = input.files?.[0];
  const field = fieldOf(input);
  if (!picture || !field) return;
  const isPortrait = field.dataset.kind === "name";
  /** @param {string} caption */
  const store = async (caption) => {
    await attempt(async () => {
      const stored = await upload(`${base}/picture`, picture);
      const names = isPortrait ? [] : /** @type {string[]} */ (valueOf(field) ?? []);
      await restructure([
        {operation: "set", path: ["pictures", caption], base: null, value: {file: stored.file, caption}},
        {operation: "set", path: pathOf(field), base: baseOf(field), value: isPortrait ? caption : [...names, caption]},
      ]);
      if (stored.warning) sayRefused(stored.warning);
    });
  };
  // A portrait is called by its person's name.
  const name = isPortrait ? /** @type {HTMLInputElement | null} */ (document.querySelector("#form [data-path$='\"name\"]']"))?.value.trim() : "";
  if (name) void store(name);
  else ask("图下面写什么？", `${picture.name}　原样存进支部的文件夹`, "图注", "图注，如 电动自行车集中充电棚", "放进来", store);
  input.value = "";
}

/** Makes a table for a work and opens it. @param {HTMLElement} field */
function addTable(field) {
  ask("新建表格", "表号自动编；表头、行数进去以后随时能改", "题目", "如 隐患和矛盾分类处理情况", "建好", async (title) => {
    const path = ["tables", title];
    const names = /** @type {string[]} */ (valueOf(field) ?? []);
    const line = ["", "", ""];
    const saved = await restructure([
      {operation: "set", path, base: null, value: {head: line, rows: [line, line, line]}},
      {operation: "set", path: pathOf(field), base: baseOf(field), value: [...names, title]},
    ]);
    if (saved) await leave(`${base}/tables/${encodeURIComponent(title)}`);
  });
}

/** @param {HTMLSelectElement} select */
function addName(select) {
  const field = fieldOf(select);
  if (!field || !select.value) return;
  const chip = document.createElement("span");
  chip.className = "chip";
  chip.dataset.name = select.value;
  chip.textContent = select.selectedOptions[0].textContent;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.dataset.dropName = "";
  drop.setAttribute("aria-label", `去掉 ${chip.textContent}`);
  drop.textContent = "×";
  chip.append(drop);
  if (field.dataset.kind === "name") field.querySelectorAll(".chip").forEach((old) => old.remove());
  field.insertBefore(chip, select);
  select.value = "";
  changed(field);
}

// ── The parts of the page ──

const isPart = () => Boolean(document.getElementById("part"));

/** Draws the form and the outline anew; what is being typed stays. @param {string} [to] */
export async function refresh(to) {
  refreshesOnBlur = false;
  const address = to ?? location.pathname;
  if (address === location.pathname && tab?.refresh) {
    await tab.refresh();
    return;
  }
  if (!isPart() || (to && !to.startsWith(`${base}/text/`))) {
    await saving.flush();
    location.assign(address);
    return;
  }
  const active = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const focused = active && fieldOf(active) ? {path: pathOf(/** @type {HTMLElement} */ (fieldOf(active))), id: active.id} : null;
  const markup = await part(address);
  if (composing) {
    refreshesOnBlur = true;
    return;
  }
  const scroll = document.querySelector(".olb")?.scrollTop ?? 0;
  const unfolded = [...document.querySelectorAll("#part details[open]")].map((one) => one.id);
  /** @type {HTMLElement} */ (document.getElementById("part")).innerHTML = markup;
  for (const id of to ? [] : unfolded) document.getElementById(id)?.setAttribute("open", "");
  const list = document.querySelector(".olb");
  if (list) list.scrollTop = scroll;
  if (to && to !== location.pathname) history.pushState(null, "", to);
  saving.reapply();
  growAll();
  faults.show();
  preview.follow(fileOfForm(), pathOfForm());
  if (focused && !to) saving.find(fileOfForm(), focused.path)?.focus();
  document.dispatchEvent(new Event("drawn"));
}

const form = () => /** @type {HTMLElement | null} */ (document.getElementById("form"));
const fileOfForm = () => form()?.dataset.file ?? file;
/** @returns {string[]} */
const pathOfForm = () => JSON.parse(form()?.dataset.itemPath ?? "[]");

/** Goes to another page once everything is saved, or kept in the browser. @param {string} to */
async function leave(to) {
  await tab?.settle?.();
  await saving.flush();
  location.assign(to);
}

/** Opens the page of a field and puts the caret there. @param {string} href @param {string[]} path */
export async function lead(href, path) {
  if (href !== location.pathname) {
    if (!href.startsWith(`${base}/text/`) || !isPart()) {
      await leave(`${href}#at=${encodeURIComponent(JSON.stringify(path))}`);
      return;
    }
    await saving.flush();
    await refresh(href);
  }
  focusPath(path);
}

/** @param {string[]} path */
function focusPath(path) {
  if (tab?.focus?.(path)) return;
  for (let length = path.length; length > 0; length--) {
    const wanted = JSON.stringify(path.slice(0, length));
    const box = [...document.querySelectorAll("[data-path], [data-field], [data-points]")].find((one) => {
      const {path: own, field, points} = /** @type {HTMLElement} */ (one).dataset;
      return [own, field, points].includes(wanted) || [own, field, points].some((text) => text && JSON.stringify(JSON.parse(text)) === wanted);
    });
    if (!(box instanceof HTMLElement) || box.matches("a")) continue;
    unfold(/** @type {HTMLElement | null} */ (box.closest("[data-field]")));
    const folded = box.closest("details");
    if (folded) folded.open = true;
    const input = box.matches(INPUTS) ? box : box.querySelector(INPUTS);
    if (input instanceof HTMLElement) {
      input.focus();
      input.scrollIntoView({block: "center"});
      return;
    }
  }
}

/** @param {HTMLElement | null} box */
function unfold(box) {
  if (!box || !box.hidden) return;
  box.hidden = false;
  document.querySelector(`[data-unfold='${box.dataset.field}']`)?.remove();
  growAll();
}

/** @param {import("./send.js").Edit[]} edits @param {string} [to] */
async function restructure(edits, to) {
  return attempt(async () => {
    const saved = await saving.change(fileOfForm(), edits);
    await refresh(to);
    changedFile();
    return saved;
  });
}

/** Something was saved: the preview and the faults follow. */
function changedFile() {
  if (document.getElementById("clock")) void redrawOutline();
  preview.now();
  faults.later();
}

// ── Clicks ──

document.addEventListener("click", async (event) => {
  const target = /** @type {Element} */ (event.target);
  const more = document.querySelector("details.more[open]");
  if (more && !target.closest("summary")) more.removeAttribute("open");
  /** @param {string} selector @returns {HTMLElement | null} */
  const hit = (selector) => target.closest(selector);
  const link = hit("a[href]");
  if (link?.closest(".top nav") && tab?.settle && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    await leave(link.getAttribute("href") ?? "/");
  } else if (link && link.closest("#outline, #clock, .em, .then") && isPart() && !event.ctrlKey && !event.metaKey) {
    const to = link.getAttribute("href") ?? "";
    if (!to.startsWith(`${base}/text/`)) return;
    event.preventDefault();
    await saving.flush();
    await refresh(to);
  } else if (hit("[data-unfold]")) {
    const wanted = hit("[data-unfold]")?.dataset.unfold;
    const box = [...document.querySelectorAll("[data-field]")].find((one) => /** @type {HTMLElement} */ (one).dataset.field === wanted);
    unfold(/** @type {HTMLElement} */ (box));
    box?.querySelector(INPUTS)?.dispatchEvent(new Event("focus"));
    /** @type {HTMLElement | null} */ (box?.querySelector(INPUTS))?.focus();
    if (box?.querySelector("[data-points]") && !box.querySelector(".pt")) addPoint(/** @type {HTMLElement} */ (box));
  } else if (hit("[data-add-point]")) {
    addPoint(/** @type {HTMLElement} */ (target.closest("[data-field]")));
  } else if (hit("[data-drop-point]")) {
    const field = /** @type {HTMLElement} */ (fieldOf(target));
    if (field.dataset.fresh) field.remove();
    else await restructure([{operation: "remove", path: pathOf(field)}]);
  } else if (hit("[data-new-table]")) {
    addTable(/** @type {HTMLElement} */ (hit("[data-field]")?.querySelector("[data-kind]")));
  } else if (hit("[data-focus-of]")) {
    const name = String(hit("[data-focus-of]")?.dataset.focusOf);
    (await import("./focus.js")).open(base, name, (focus) => restructure([{operation: "set", path: ["pictures", name, "focus"], value: focus, forced: true}]));
  } else if (hit("[data-drop-name]")) {
    const field = fieldOf(target);
    hit(".chip")?.remove();
    if (field) changed(field);
  } else if (hit("[data-move]")) {
    await restructure([{operation: "move", path: pathOfForm(), index: Number(hit("[data-move]")?.dataset.move)}]);
  } else if (hit("[data-remove]")) {
    await removeItem();
  } else if (hit("[data-move-path]")) {
    event.preventDefault();
    const {movePath, to} = /** @type {HTMLElement} */ (hit("[data-move-path]")).dataset;
    await restructure([{operation: "move", path: JSON.parse(movePath ?? "[]"), index: Number(to)}]);
  } else if (hit("[data-remove-path]")) {
    event.preventDefault();
    const {removePath, title} = /** @type {HTMLElement} */ (hit("[data-remove-path]")).dataset;
    if (await restructure([{operation: "remove", path: JSON.parse(removePath ?? "[]")}])) sayRemoved(title ?? "", () => step("undo"));
  } else if (hit("[data-add-item]")) {
    const {addItem, value, open} = /** @type {HTMLElement} */ (hit("[data-add-item]")).dataset;
    const path = JSON.parse(addItem ?? "[]");
    const saved = await restructure([{operation: "add", path, value: JSON.parse(value ?? "null")}]);
    if (saved && open !== undefined) await openItem([...path, String(saved.results[0])]);
  } else if (hit("[data-figure-for]")) {
    insertFigure(String(hit("[data-figure-for]")?.dataset.figureFor));
  } else if (hit("[data-bold-for]")) {
    embolden(/** @type {HTMLTextAreaElement} */ (document.getElementById(String(hit("[data-bold-for]")?.dataset.boldFor))));
  } else if (hit("#undo")) {
    await step("undo");
  } else if (hit("#redo")) {
    await step("redo");
  } else if (hit("#next-fault")) {
    next(1);
  } else if (hit("[id^=count-]")) {
    await menu("faults", faults.weighing(String(hit("[id^=count-]")?.id.slice(6))));
  } else if (hit("[data-last-titles]")) {
    await addWorks(JSON.parse(hit("[data-last-titles]")?.dataset.lastTitles ?? "[]"));
  } else if (hit("[data-pick-events]")) {
    (await import("./menu.js")).pickEvents(base, addWorks);
  } else if (hit("[data-menu]")) {
    await menu(String(hit("[data-menu]")?.dataset.menu));
  } else if (hit("#open-history")) {
    await openHistory();
  } else if (hit("[data-restore]")) {
    const {post} = await import("./send.js");
    await post(`${base}/restore`, {version: hit("[data-restore]")?.dataset.restore});
    location.reload();
  }
});

document.addEventListener("submit", async (event) => {
  const target = /** @type {HTMLFormElement} */ (event.target);
  if (target.matches("[data-add-to]")) { event.preventDefault(); await addTo(target); return; }
  if (!target.matches("[data-new-work]")) return;
  event.preventDefault();
  const title = /** @type {HTMLInputElement} */ (target.elements.namedItem("title")).value.trim();
  if (!title) return;
  const path = pathOfForm().slice(0, 2);
  const saved = await addWorks([title]);
  if (saved && /^i\d+$/.test(path[1])) await lead(`${base}/text/${saved.results[0]}`, [...path, "works", String(saved.results[0]), "text"]);
});

/** Adds works by their titles to the chapter of the form; a chapter that a type stands for is written first. @param {string[]} titles */
async function addWorks(titles) {
  const path = pathOfForm().slice(0, 2);
  const works = titles.map((title) => ({title}));
  if (/^i\d+$/.test(path[1])) return restructure(works.map((value) => ({operation: /** @type {const} */ ("add"), path: [...path, "works"], value})));
  const saved = await restructure([{operation: "add", path: ["chapters"], value: {type: path[1], works}}]);
  if (saved) await refresh(`${base}/text/${saved.results[0]}`);
  return saved;
}

/** Adds an item that has a name alone. @param {HTMLFormElement} target */
async function addTo(target) {
  const input = /** @type {HTMLInputElement} */ (target.elements.namedItem("title"));
  const {addTo: list, key, more, open} = target.dataset;
  if (!input.value.trim() || !key) return;
  const path = JSON.parse(list ?? "[]");
  const saved = await restructure([{operation: "add", path, value: {[key]: input.value.trim(), ...JSON.parse(more ?? "{}")}}]);
  if (saved && open !== undefined) await openItem([...path, String(saved.results[0])]);
  else if (saved) focusPath([...path, String(saved.results[0]), key === "name" ? "text" : "due"]);
}

/** Opens the form of a new item, with the caret in its title. @param {string[]} path */
async function openItem(path) {
  await lead(`${base}/text/${path.at(-1)}`, [...path, "title"]);
  /** @type {HTMLInputElement | null} */ (document.activeElement)?.select?.();
}

async function removeItem() {
  const title = form()?.querySelector("h1")?.textContent ?? "";
  const path = pathOfForm();
  const up = path.length > 3 ? `${base}/text/${path[1]}` : `${base}/text/head`;
  if (await restructure([{operation: "remove", path}], up)) sayRemoved(title, () => step("undo"));
}

/** @param {HTMLElement} box */
function addPoint(box) {
  const list = /** @type {HTMLElement} */ (box.querySelector("[data-points]"));
  const fresh = /** @type {HTMLElement} */ (/** @type {HTMLTemplateElement} */ (document.getElementById("new-point")).content.firstElementChild?.cloneNode(true));
  list.append(fresh);
  /** @type {HTMLElement} */ (fresh.querySelector("[data-part=name]")).focus();
}

/** A new point is added to the file when it has something to say. @param {HTMLElement} row */
async function keepPoint(row) {
  const value = valueOf(row);
  const list = /** @type {HTMLElement} */ (row.closest("[data-points]"));
  if (value === null || row.dataset.saving) return;
  row.dataset.saving = "1";
  const active = document.activeElement;
  const part = row.contains(active) ? /** @type {HTMLElement} */ (active).dataset.part : undefined;
  const path = JSON.parse(list.dataset.points ?? "[]");
  try {
    const saved = await saving.change(fileOfForm(), [{operation: "add", path, value}]);
    row.dataset.path = JSON.stringify([...path, saved.results[0]]);
    row.dataset.base = JSON.stringify(value);
    row.dataset.kind = "point";
    delete row.dataset.fresh;
    void part;
    changedFile();
  } finally {
    delete row.dataset.saving;
  }
}

document.addEventListener("focusout", (event) => {
  const row = /** @type {Element} */ (event.target).closest(".pt[data-fresh]");
  const into = /** @type {FocusEvent} */ (event).relatedTarget;
  if (row instanceof HTMLElement && !(into instanceof Node && row.contains(into))) void keepPoint(row);
});

// ── Text ──

/** @param {string} id */
function insertFigure(id) {
  const area = /** @type {HTMLTextAreaElement} */ (document.getElementById(id));
  pickFigure((value) => {
    area.focus();
    area.setRangeText(value, area.selectionStart, area.selectionEnd, "end");
    changed(area);
  });
}

/** @param {HTMLTextAreaElement} area */
function embolden(area) {
  const {selectionStart: start, selectionEnd: end, value} = area;
  if (start === end) return;
  area.setRangeText(`**${value.slice(start, end)}**`, start, end, "select");
  area.focus();
  changed(area);
}

// ── Keys ──

document.addEventListener("keydown", async (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const target = /** @type {HTMLElement} */ (event.target);
  const control = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  const handled = () => event.preventDefault();
  if (control && key === "s") { handled(); await saving.flush(); }
  else if (control && !event.altKey && key === "z" && !isEdited(target)) { handled(); await step(event.shiftKey ? "redo" : "undo"); }
  else if (control && key === "y" && !isEdited(target)) { handled(); await step("redo"); }
  else if (control && key === "f" && body.dataset.tab !== "lesson") { handled(); await menu("search"); }
  else if (key === "escape") document.querySelector("details.more[open]")?.removeAttribute("open");
  else if (control && key === "k" && (target instanceof HTMLTextAreaElement || target.isContentEditable) && target.id) { handled(); insertFigure(target.id); }
  else if (control && key === "b" && target instanceof HTMLTextAreaElement) { handled(); embolden(target); }
  else if (control && /^[1-6]$/.test(key)) {
    const tab = document.querySelectorAll(".top nav a[data-tab]")[Number(key) - 1];
    if (tab) { handled(); await leave(tab.getAttribute("href") ?? "/"); }
  }
  else if (control && event.altKey && key === "z") { handled(); await openHistory(); }
  else if (key === "f8") { handled(); next(event.shiftKey ? -1 : 1); }
  else if (event.altKey && (key === "arrowup" || key === "arrowdown")) { handled(); await moveBy(target, key === "arrowup" ? -1 : 1); }
  else if (key === "enter" && target.matches("input[data-kind]")) { await saving.flush(); }
  else if (key === "enter" && target.closest(".pt") && !event.shiftKey) {
    handled();
    await saving.flush();
    addPoint(/** @type {HTMLElement} */ (target.closest("[data-field]")));
  }
});

/** Whether the browser's own undo is at work in a field. @param {HTMLElement} target */
function isEdited(target) {
  const field = fieldOf(target);
  return Boolean(field && saving.pending().some((entry) => JSON.stringify(entry.path) === JSON.stringify(pathOf(field))));
}

/** @param {HTMLElement} target @param {number} by */
async function moveBy(target, by) {
  const row = target.closest(".pt[data-path]");
  const path = row instanceof HTMLElement ? pathOf(row) : pathOfForm();
  const items = row ? [...(/** @type {Element} */ (row.parentElement)).querySelectorAll(".pt[data-path]")] : [];
  const moves = document.querySelectorAll("[data-move]");
  const index = row ? items.indexOf(row) + by : Number(/** @type {HTMLElement | undefined} */ (moves[by < 0 ? 0 : 1])?.dataset.move ?? -1);
  if (index < 0 || (row && index >= items.length)) return;
  await restructure([{operation: "move", path, index}]);
}

/** @param {"undo"|"redo"} way */
async function step(way) {
  try {
    const done = await undo.go(way);
    if (!done) return;
    await refresh(done.href === location.pathname ? undefined : done.href);
    focusPath(done.inverse[0]?.path ?? []);
    changedFile();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    sayRefused(error.status === 409 ? "这一处后来又改过，没有动它" : error.message);
  }
}

/** @param {string} what @param {import("./faults.js").Fault[]} [listed] */
async function menu(what, listed = []) {
  if (what === "history") { await openHistory(); return; }
  (await import("./menu.js")).open(what, {base, lead, leave: () => saving.flush(), listed});
}

async function openHistory() {
  const {open} = await import("./history.js");
  await open(base, async () => { await refresh(); changedFile(); });
}

/** @param {number} by */
function next(by) {
  const fault = faults.next(by);
  if (fault) void lead(fault.href, fault.path);
}

// ── Dragging works in the outline ──

/** @type {HTMLElement | null} */
let dragged = null;
document.addEventListener("dragstart", (event) => {
  dragged = /** @type {Element} */ (event.target).closest("[data-item]");
});
document.addEventListener("dragover", (event) => {
  const over = /** @type {Element} */ (event.target).closest?.("#outline a");
  if (!dragged || !over) return;
  event.preventDefault();
  document.querySelectorAll(".over").forEach((one) => one.classList.remove("over"));
  over.classList.add("over");
});
document.addEventListener("drop", async (event) => {
  const over = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest?.("#outline a"));
  document.querySelectorAll(".over").forEach((one) => one.classList.remove("over"));
  if (!dragged || !over || over === dragged) return;
  event.preventDefault();
  const from = pathOf(dragged);
  const onto = pathOf(over);
  dragged = null;
  if (onto[0] !== from[0] || onto.length < 2 || !/^i\d+$/.test(onto[1])) return;
  const into = [from[0], onto[1], from[2]];
  const works = [...document.querySelectorAll("[data-item]")].map((one) => pathOf(/** @type {HTMLElement} */ (one))).filter((one) => one[1] === onto[1]);
  const index = onto.length === 4 ? works.findIndex((one) => one[3] === onto[3]) : 0;
  await restructure([{operation: "move", path: from, index, into}]);
});

// ── What the desk says ──

saving.hears.state = (words, failed) => {
  const state = document.getElementById("save-state");
  if (state) state.textContent = words;
  document.querySelector(".top")?.classList.toggle("failed", failed);
};
saving.hears.saved = (step) => {
  undo.remember(step);
  changedFile();
};
saving.hears.conflict = (mine, sides) => {
  askConflict(mine, sides, (way) => {
    if (sides.gone) return;
    saving.decide(mine, sides.theirs, way);
  });
};
saving.hears.refused = (mine, message) => {
  if (mine) faults.showRefusal(mine.file, mine.path, message);
  else sayRefused(message);
};
saving.hears.elsewhere = () => elsewhere();
saving.hears.gone = () => { missedPings = 2; sayGone(saving.pending()); };

// ── Whether the desk and the file are there ──

async function ping() {
  const revision = body.dataset.revision;
  try {
    const answer = await get(`/ping?file=${encodeURIComponent(file)}`, AbortSignal.timeout(5000));
    if (missedPings >= 2) {
      sayGone(null);
      void saving.flush();
    }
    missedPings = 0;
    if (answer.state === "broken" || answer.state === "gone") {
      if (!body.dataset.broken) { body.dataset.broken = "1"; await saving.flush(); location.reload(); }
    } else if (revision && answer.revision !== revision && body.dataset.revision === revision && !saving.isSaving()) {
      // What this page saved itself meanwhile is no change made elsewhere.
      body.dataset.revision = answer.revision;
      elsewhere();
    }
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 0) return;
    if (++missedPings === 2) sayGone(saving.pending());
  }
}

function elsewhere() {
  const notice = document.getElementById("notice");
  if (notice) {
    notice.textContent = `${/\d+$/.exec(file)?.[0].concat(" 年的") ?? ""}内容在别处改过，已经换成新的`;
    window.setTimeout(() => { notice.textContent = ""; }, 5000);
  }
  if (!isTyping()) { void refresh(); return; }
  refreshesOnBlur = true;
  void redrawOutline();
  changedFile();
}

/** Draws the outline alone anew: the form waits until the caret leaves it. */
async function redrawOutline() {
  const drawn = document.createElement("div");
  drawn.innerHTML = await part(location.pathname);
  for (const id of ["outline", "clock"]) {
    const fresh = drawn.querySelector(`#${id}`);
    if (fresh) document.getElementById(id)?.replaceWith(fresh);
  }
  faults.show();
  document.dispatchEvent(new Event("drawn"));
}

window.setInterval(() => { if (!document.hidden) void ping(); }, 2000);
document.addEventListener("visibilitychange", () => { if (!document.hidden) void ping(); });
window.addEventListener("popstate", () => { if (location.pathname.startsWith(`${base}/text/`)) void refresh(); });
window.addEventListener("beforeunload", () => { void saving.flush(); });

/** Takes up what an earlier page could not save; new events are added. @param {drafts.Draft[]} found */
async function takeUp(found) {
  const isNew = (/** @type {drafts.Draft} */ one) => /^new-/.test(one.path[1] ?? "");
  await saving.takeUp(found.filter((one) => !isNew(one)));
  for (const one of found.filter(isNew)) {
    await saving.change(one.file, [{operation: "add", path: [one.path[0]], value: one.value}]).catch(() => sayRefused("有一次活动没有记上"));
    await drafts.drop(one.key);
  }
  await refresh();
  changedFile();
}

// ── Beginning ──

growAll();
undo.show();
faults.start(base, lead);
preview.start(base, lead);
if (isPart()) preview.follow(fileOfForm(), pathOfForm());
const at = new URLSearchParams(location.hash.slice(1)).get("at");
if (at) focusPath(JSON.parse(at));
const leftovers = await drafts.of(`${file.split("/")[0]}/`).catch(() => []);
const mine = leftovers.filter((draft) => draft.file === file || draft.file.endsWith("/branch"));
if (mine.length && !body.dataset.locked) confirmLeftovers(mine, () => takeUp(mine), () => mine.forEach((draft) => drafts.drop(draft.key)));
if (document.getElementById("review")) (await import("./review.js")).start(base);
if (body.dataset.module) tab = (await import(`./${body.dataset.module}.js`)).start({base, file, lead, step, refresh, changed: changedFile});
// What was typed before this module had begun is in the field and nowhere else.
const typed = document.activeElement && fieldOf(document.activeElement);
if (typed && !same(valueOf(typed), baseOf(typed))) changed(typed);
body.dataset.ready = "";
