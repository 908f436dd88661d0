// 引语和人物: two lists, and beside them the one that is looked at.

import {askAll, attempt, element, sayRemoved} from "./dialogs.js";
import {change} from "./saving.js";
import {get, part} from "./send.js";
import {view} from "./views.js";

/** @param {{base: string, file: string, step: (way: "undo"|"redo") => void, changed: () => void}} page */
export function start({base, file, step, changed}) {
  const lists = /** @type {HTMLElement} */ (document.getElementById("people"));
  const drawer = /** @type {HTMLElement} */ (document.getElementById("drawer"));
  const look = view(base, "deck");
  let current = "";
  let only = "";
  let sought = "";

  async function load() {
    const [inSearch, end] = [document.activeElement?.id === "find", /** @type {HTMLInputElement | null} */ (document.getElementById("find"))?.selectionEnd ?? 0];
    lists.innerHTML = await part(`${base}/people`);
    const find = /** @type {HTMLInputElement} */ (document.getElementById("find"));
    find.value = sought;
    if (inSearch) { find.focus(); find.setSelectionRange(end, end); }
    draw();
    await showUses();
  }

  /** Says on which pages and slides each one stands. */
  async function showUses() {
    const uses = await get(`${base}/people-used`).catch(() => ({}));
    lists.querySelectorAll("[data-used]").forEach((place) => {
      const own = uses[/** @type {HTMLElement} */ (place).dataset.used ?? ""] ?? {};
      const words = [["report", "报告"], ["deck", "课件"]].filter(([show]) => own[show]?.length).map(([show, name]) => element("i", {class: "pill p"}, `${name} 第 ${own[show].join("、")} 页`));
      place.replaceChildren(...(words.length ? words : [element("i", {class: "pill a"}, "还没有用")]));
    });
  }

  function draw() {
    lists.querySelectorAll("[data-open]").forEach((one) => {
      const {open, marks = ""} = /** @type {HTMLElement} */ (one).dataset;
      const fits = (one.textContent ?? "").includes(sought) && (!only || one.matches(".pc") || marks.includes(only));
      /** @type {HTMLElement} */ (one).hidden = !fits;
      one.classList.toggle("on", open === current);
    });
    lists.querySelectorAll("[data-only]").forEach((one) => one.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (one).dataset.only === only)));
  }

  /** @param {string} id @param {string} [key] the field that gets the caret */
  async function open(id, key) {
    current = id;
    draw();
    drawer.innerHTML = await part(`${base}/people/${id}`).catch(() => "<p class='hint'>这一项在别处删掉了。</p>");
    drawer.querySelectorAll("textarea").forEach((area) => { area.style.height = `${area.scrollHeight + 2}px`; });
    drawer.querySelector('[data-path$=\'"speaker"]\']')?.setAttribute("list", "speakers");
    if (key) /** @type {HTMLElement | null} */ (drawer.querySelector(`[data-path$='"${key}"]']`))?.focus();
    const form = drawer.querySelector("#form");
    if (form instanceof HTMLElement) await look(file, JSON.parse(form.dataset.itemPath ?? "[]"));
  }

  /** @param {import("./send.js").Edit[]} edits */
  async function make(edits) {
    return attempt(async () => {
      const answer = await change(file, edits);
      changed();
      await load();
      return answer;
    });
  }

  /** @param {string} key */
  function add(key) {
    const isQuotation = key === "quotations";
    const text = /** @type {HTMLTextAreaElement} */ (element("textarea", {class: "ta", rows: isQuotation ? "3" : "1", placeholder: isQuotation ? "照原话写，标点也照原来的" : "如 周和；一组人也可以，如 退休党员（三人）"}));
    const role = /** @type {HTMLInputElement} */ (element("input", {class: "in1", placeholder: "如 三号楼党员中心户"}));
    const work = /** @type {HTMLSelectElement} */ (element("select", {class: "in1"}, element("option", {value: ""}, "选一项工作")));
    work.append(/** @type {HTMLTemplateElement} */ (document.getElementById("works")).content.cloneNode(true));
    askAll(isQuotation ? "添一句" : "添一个人", [[isQuotation ? "原话" : "姓名", text], .../** @type {[string, HTMLElement][]} */ (isQuotation ? [] : [["身份", role]]), ["写在哪一项工作里", work]], "添上", () => {
      const [words, office] = [text.value.trim(), role.value.trim()];
      if (!words) return [isQuotation ? "写上原话" : "写上姓名", text];
      if (!isQuotation && !office) return ["写上身份", role];
      if (!work.value) return ["选一项工作：报告和课件在那里用它", work];
      void make([{operation: "add", path: [...JSON.parse(work.value), key], value: isQuotation ? {text: words} : {name: words, role: office}}])
        .then((answer) => { if (answer) void open(String(answer.results[0]), isQuotation ? "speaker" : "text"); });
      return undefined;
    });
  }

  async function drop() {
    const form = /** @type {HTMLElement} */ (drawer.querySelector("#form"));
    const title = /** @type {HTMLElement} */ (drawer.querySelector("[data-drop]")).dataset.title ?? "";
    if (!await make([{operation: "remove", path: JSON.parse(form.dataset.itemPath ?? "[]")}])) return;
    current = "";
    drawer.replaceChildren();
    sayRemoved(title.slice(0, 20), () => step("undo"));
  }

  document.getElementById("sheet")?.addEventListener("click", (event) => {
    const {open: id, new: key, only: wanted} = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-open], [data-new], [data-only]"))?.dataset ?? {};
    if (id) void open(id);
    if (key) add(key);
    if (wanted !== undefined) { only = wanted; draw(); }
  });
  lists.addEventListener("input", (event) => {
    if (/** @type {Element} */ (event.target).id === "find") { sought = /** @type {HTMLInputElement} */ (event.target).value.trim(); draw(); }
  });
  lists.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const line = /** @type {HTMLElement} */ (event.target).closest("[data-open]");
    const by = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (!line) return;
    if (event.key === "Delete" && current === /** @type {HTMLElement} */ (line).dataset.open) { event.preventDefault(); void drop(); }
    if (!by) return;
    event.preventDefault();
    const all = /** @type {HTMLElement[]} */ ([...lists.querySelectorAll("[data-open]:not([hidden])")]);
    all[Math.max(0, Math.min(all.length - 1, all.indexOf(/** @type {HTMLElement} */ (line)) + by))]?.focus();
  });
  drawer.addEventListener("change", async (event) => {
    const select = /** @type {HTMLSelectElement} */ (event.target);
    if (select.id !== "in-work") return;
    event.stopPropagation();
    const form = /** @type {HTMLElement} */ (drawer.querySelector("#form"));
    drawer.inert = true;
    await make([{operation: "move", path: JSON.parse(form.dataset.itemPath ?? "[]"), into: [...JSON.parse(select.value), form.dataset.form ?? ""], index: -1}]);
    await open(current);
    drawer.inert = false;
  });
  /** Puts a quotation away, or takes it up again. @param {HTMLElement} way */
  async function putAway(way) {
    const form = /** @type {HTMLElement} */ (drawer.querySelector("#form"));
    const path = [...JSON.parse(form.dataset.itemPath ?? "[]"), "hidden"];
    if (await make([{operation: "set", path, base: JSON.parse(way.dataset.away ?? "null"), value: way.dataset.to || null}])) await open(current);
    /** @type {HTMLElement | null} */ (drawer.querySelector("[data-away]"))?.focus();
  }

  drawer.addEventListener("click", (event) => {
    const way = /** @type {Element} */ (event.target).closest("[data-away]");
    if (way instanceof HTMLElement) void putAway(way);
    if (/** @type {Element} */ (event.target).closest("[data-drop]")) void drop();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter" && !event.isComposing && !document.querySelector("dialog[open]")) { event.preventDefault(); add(current && drawer.querySelector("[data-form=people]") ? "people" : "quotations"); }
  });

  let revision = document.body.dataset.revision;
  document.addEventListener("faults", () => {
    if (revision === document.body.dataset.revision) return;
    revision = document.body.dataset.revision;
    void load();
    const form = drawer.querySelector("#form");
    if (form instanceof HTMLElement) void look(file, JSON.parse(form.dataset.itemPath ?? "[]"));
  });

  // The field takes words before this module has begun.
  sought = /** @type {HTMLInputElement | null} */ (document.getElementById("find"))?.value.trim() ?? "";
  draw();
  void showUses();
  return {
    refresh: async () => { await load(); if (current && !drawer.contains(document.activeElement)) await open(current); },
    focus: (/** @type {string[]} */ path) => {
      const id = path[5];
      if (!id || !lists.querySelector(`[data-open="${CSS.escape(id)}"]`)) return false;
      void open(id, path[6]);
      return true;
    },
  };
}
