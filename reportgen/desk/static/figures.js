// 数字: the sheet of figures, and beside it the one that is looked at with the places where it is written.

import {askAll, attempt, button, dialog, element, sayRefused, sayRemoved} from "./dialogs.js";
import {Grid} from "./grid.js";
import {change, enqueue, hears} from "./saving.js";
import {Refused, get, part} from "./send.js";

/**
 * @typedef {{path: string[], where: string, before: string, value: string, after: string, href: string, sure: boolean}} Use
 * @typedef {{id: string, group: string, cells: Record<string, string>, bases: Record<string, unknown>, big: [string, string], computed: string, differs: boolean, uses: Use[]}} FigureRow
 */

/** @param {{base: string, file: string, lead: (href: string, path: string[]) => void, step: (way: "undo"|"redo") => void, changed: () => void}} page */
export function start({base, file, lead, step, changed}) {
  const sheet = /** @type {HTMLElement} */ (document.getElementById("sheet"));
  const drawer = /** @type {HTMLElement} */ (document.getElementById("drawer"));
  /** @type {FigureRow[]} */
  let rows = [];
  /** @type {any} */
  let listing = null;
  /** @type {Grid | null} */
  let grid = null;
  let current = "";
  let onlyEmpty = false;

  async function load() {
    listing = await get(sheet.dataset.rows ?? "");
    rows = listing.rows;
    document.body.dataset.revision = listing.revision;
    grid ??= new Grid(/** @type {HTMLElement} */ (document.getElementById("grid")), {
      label: "数字",
      columns: [
        {key: "highlight", title: "重点", toggle: true},
        {key: "label", title: "名称"},
        {key: "last", title: `${listing.year - 1} 年`, locked: true, align: "right"},
        {key: "value", title: `${listing.year} 年`, align: "right"},
        {key: "change", title: "增减", locked: true, signed: true},
        {key: "source", title: "从哪里来", locked: true},
        {key: "uses", title: "写在哪里", locked: true},
      ],
      onChange: store,
      onPaste: () => false,
      onActive: (row) => { if (row) void open(row.id); },
    });
    grid.show(rows.filter((row) => !onlyEmpty || !row.cells.value));
    /** @type {HTMLElement} */ (document.getElementById("empty")).hidden = rows.length > 0;
  }

  /** @param {import("./grid.js").CellChange[]} changes */
  function store(changes) {
    const edits = [];
    for (const {row, column, value} of changes) {
      const figure = /** @type {FigureRow} */ (row);
      if (column.key === "label" && !value) { sayRefused("名称不能空着"); void load(); return; }
      edits.push({file, path: ["figures", figure.id, column.key], base: figure.bases[column.key] ?? null, value: value || null, label: `${figure.cells.label} ${column.title}`});
    }
    const [only] = changes;
    const figure = /** @type {FigureRow} */ (only.row);
    const old = String(figure.bases.value ?? "");
    if (changes.length === 1 && only.column.key === "value" && old && only.value && figure.uses.length) { together(figure, old, only.value); return; }
    void enqueue(edits).then(() => { changed(); return load(); });
  }

  hears.stored = (of, path, value) => {
    const row = of === file && path[0] === "figures" ? rows.find((one) => one.id === path[1]) : undefined;
    if (!row) return;
    if (path[2] === "log" || path[2] === "parts") { void load().then(tell); return; }
    row.bases[path[2]] = value;
  };

  /** Says what the log or other figures come to. */
  function tell() {
    const row = rows.find((one) => one.id === current);
    const line = document.getElementById("computed");
    const value = document.getElementById("figure-value");
    if (!row || !line || !value) return;
    value.replaceChildren(row.big[0] || "—", element("small", {}, row.big[1]));
    const isComputed = row.cells.source !== "手填";
    line.replaceChildren(!isComputed ? "" : !row.computed ? "现在算不出：要用的数还没有记" : row.differs ? `算出来是${row.computed}，写的是${row.bases.value}。` : `算出来是${row.computed}`,
      ...(isComputed && row.differs ? [button("用算出来的", () => void restate(row, [{operation: "set", path: ["figures", row.id, "value"], base: row.bases.value, value: null}]), "lk")] : []));
  }

  /** Stores where a figure comes from, and shows it. @param {FigureRow} row @param {import("./send.js").Edit[]} edits */
  async function restate(row, edits) {
    await attempt(async () => { if (edits.length) await change(file, edits); });
    changed();
    await load();
    current = "";
    await open(row.id);
  }

  /** Lets a figure come from elsewhere. @param {string} source */
  async function from(source) {
    const row = rows.find((one) => one.id === current);
    if (!row || row.cells.source === source) return;
    const place = ["figures", row.id];
    /** @type {import("./send.js").Edit[]} */
    const edits = [];
    // What was computed stays as the number that is typed.
    if (source === "手填" && !row.bases.value && row.computed) edits.push({operation: "set", path: [...place, "value"], base: null, value: row.computed});
    for (const key of ["log", "parts"]) if (row.bases[key]) edits.push({operation: "set", path: [...place, key], base: row.bases[key], value: null});
    if (source === "活动记录算") edits.push({operation: "set", path: [...place, "log"], base: null, value: {of: "count"}});
    await restate(row, edits);
    if (source === "几项相加") {
      // It comes from its parts as soon as one is chosen.
      drawer.querySelectorAll("[data-source]").forEach((one) => one.setAttribute("aria-checked", String(one.getAttribute("data-source") === source)));
      /** @type {HTMLElement} */ (drawer.querySelector("[data-of=几项相加]")).hidden = false;
      /** @type {HTMLElement | null} */ (drawer.querySelector("[data-of=几项相加] select"))?.focus();
    } else /** @type {HTMLElement | null} */ (drawer.querySelector("[aria-checked=true]"))?.focus();
  }

  /** Offers to change the places where the old value is written. @param {FigureRow} figure @param {string} old @param {string} value */
  function together(figure, old, value) {
    /** @type {HTMLInputElement[]} */
    const ticks = [];
    const list = figure.uses.map((use) => {
      const tick = /** @type {HTMLInputElement} */ (element("input", {type: "checkbox"}));
      tick.checked = use.sure;
      ticks.push(tick);
      return element("li", {}, element("label", {}, tick, ` ${use.where}：……${use.before}`, element("mark", {}, use.value), `${use.after}……`, ...(use.sure ? [] : [element("span", {class: "hint"}, "　说的是不是这个数，请您看")])));
    });
    /** @param {boolean} all */
    const take = async (all) => {
      question.close();
      /** @type {import("./send.js").Edit[]} */
      const edits = [{operation: "set", path: ["figures", figure.id, "value"], base: figure.bases.value ?? null, value}];
      for (const [index, use] of figure.uses.entries()) {
        if (!all || !ticks[index].checked) continue;
        const text = await textAt(use.path);
        if (text !== null) edits.push({operation: "set", path: use.path, base: text, value: text.replaceAll(old, value)});
      }
      await attempt(async () => {
        await change(file, edits);
        changed();
      });
      current = "";
      await load();
    };
    const question = dialog(element("h2", {}, `${figure.cells.label}：${old} → ${value}`), element("p", {}, "这些地方写着旧数，一起改？"),
      element("ul", {class: "wh scroll"}, ...list),
      element("div", {class: "rw"}, button("改打勾的", () => void take(true), "btn sm pri"), button("只改数字表", () => void take(false)), button("不改了", () => { question.close(); void load(); })));
  }

  /** @param {string[]} path @returns {Promise<string | null>} */
  async function textAt(path) {
    const answer = await get(`${base}/value?path=${encodeURIComponent(JSON.stringify(path))}`).catch(() => null);
    return typeof answer?.value === "string" ? answer.value : null;
  }

  /** @param {string} id */
  async function open(id) {
    if (current === id) return;
    current = id;
    const markup = await part(`${base}/figures/${encodeURIComponent(id)}`).catch(() => "");
    if (current !== id) return;
    drawer.innerHTML = markup;
    tell();
  }

  function add() {
    const name = /** @type {HTMLInputElement} */ (element("input", {class: "in1", placeholder: "如 走访群众"}));
    const value = /** @type {HTMLInputElement} */ (element("input", {class: "in1", placeholder: "如 30户、130余篇、1.2万卷"}));
    askAll("添一个数字", [["名称", name], ["今年的数", value]], "添上", async () => {
      const label = name.value.trim();
      if (!label) return ["写个名称", name];
      if (!value.value.trim()) return ["写今年的数；没有统计的就写“没统计”", value];
      if (rows.some((row) => row.id === label || row.cells.label === label)) return [`已有“${label}”`, name];
      try {
        await change(file, [{operation: "set", path: ["figures", label], base: null, value: value.value.trim()}]);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return [error.message, name];
      }
      changed();
      await load();
      grid?.focus(grid.rows.findIndex((row) => row.id === label), 3);
      return undefined;
    });
  }

  sheet.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("#new-figure")) add();
    const only = target.closest("#only-empty");
    if (only) { onlyEmpty = !onlyEmpty; only.setAttribute("aria-pressed", String(onlyEmpty)); void load(); }
  });
  drawer.addEventListener("click", async (event) => {
    const target = /** @type {Element} */ (event.target);
    const go = /** @type {HTMLElement | null} */ (target.closest("[data-go]"));
    const source = target.closest("[data-source]");
    if (source instanceof HTMLElement) void from(source.dataset.source ?? "");
    if (go) lead(go.dataset.go ?? "", JSON.parse(go.dataset.to ?? "[]"));
    if (target.closest("[data-remove-figure]")) {
      const row = rows.find((one) => one.id === current);
      if (!row) return;
      const remove = async () => {
        await attempt(async () => {
          await change(file, [{operation: "remove", path: ["figures", row.id]}]);
          current = "";
          drawer.replaceChildren();
          changed();
          await load();
          sayRemoved(row.cells.label, () => step("undo"));
        });
      };
      if (!row.uses.length) { await remove(); return; }
      const question = dialog(element("h2", {}, `删去“${row.cells.label}”？`), element("p", {}, `写在 ${row.uses.length} 处，删了以后那里引用的会变成【待补充】。`),
        element("div", {class: "rw"}, button("删", () => { question.close(); void remove(); }, "btn sm pri"), button("不删", () => question.close())));
    }
  });

  drawer.addEventListener("keydown", (event) => {
    const radio = /** @type {Element} */ (event.target).closest("[data-source]");
    const by = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!radio || !by) return;
    event.preventDefault();
    const all = /** @type {HTMLElement[]} */ ([...drawer.querySelectorAll("[data-source]")]);
    all[(all.indexOf(/** @type {HTMLElement} */ (radio)) + by + all.length) % all.length].focus();
  });

  void load();
  return {refresh: () => { current = ""; return load(); }};
}
