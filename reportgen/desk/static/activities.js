// 活动: the sheet of a year's events, the months above it, and the details of one event.

import {attempt, button, dialog, element, say, sayRefused, sayRemoved} from "./dialogs.js";
import * as drafts from "./drafts.js";
import {Grid, rowsOf} from "./grid.js";
import {change, enqueue, flush, hears} from "./saving.js";
import {Refused, get, part, post} from "./send.js";

/**
 * @typedef {{id: string, cells: Record<string, string>, bases: Record<string, unknown>, kinds: string[], locked: boolean,
 *   sort: string, month: number, weekday: string, more: number, pictured: boolean, fresh?: boolean, entered?: boolean}} EventRow
 * @typedef {{kind: string, rule: string, article: string, every: number, months: number[], all: number, excused: number[]}} Months
 */

const LISTS = new Set(["kinds"]);
const NEEDED = ["date", "title"];

/** @param {{base: string, file: string, step: (way: "undo"|"redo") => void, changed: () => void, find: (path: string[]) => void}} page */
export function start({base, file, step, changed}) {
  const sheet = /** @type {HTMLElement} */ (document.getElementById("sheet"));
  const drawer = /** @type {HTMLElement} */ (document.getElementById("drawer"));
  /** @type {EventRow[]} */
  let rows = [];
  /** rows that are not in the file yet @type {EventRow[]} */
  let fresh = [];
  /** @type {any} */
  let listing = null;
  /** @type {(row: EventRow) => boolean} */
  let matches = () => true;
  let filter = "all";
  /** @type {Grid | null} */
  let grid = null;
  let counter = 0;
  let redraws = false;

  async function load() {
    listing = await get(sheet.dataset.rows ?? "");
    rows = listing.rows;
    document.body.dataset.revision = listing.revision;
    grid ??= new Grid(/** @type {HTMLElement} */ (document.getElementById("grid")), {
      label: "活动记录",
      columns: listing.columns.map((/** @type {any} */ one) => ({
        ...one,
        align: ["due", "present", "hours"].includes(one.key) ? "right" : undefined,
        options: one.key === "kinds" ? listing.kinds : undefined,
      })).concat([{key: "where", title: "记在", locked: true}]),
      onChange: store,
      onPaste: (cells) => { void ask(cells); return true; },
      onActive: (row) => {
        if (row) Object.assign(row, {entered: true});
        if (row && fresh.some((one) => one.id !== row.id)) void settle(row.id);
      },
      onDraft: draft,
      onEnd: () => { const last = grid?.rows.at(-1); if (fresh.some((one) => one.id === last?.id) && NEEDED.every((key) => last?.cells[key])) { void settle("").then(() => add({})); } },
      tidy: (column, value) => column.key === "date" ? dateOf(value) : value,
    });
    draw();
  }

  function draw() {
    const shown = [...rows, ...fresh].filter((row) => row.fresh || matches(row)).sort((one, other) => {
      const order = (/** @type {EventRow} */ row) => row.fresh ? (row.sort || "9") : row.sort;
      return order(one) < order(other) ? -1 : 1;
    });
    grid?.show(shown.map((row) => Object.assign(row, {
      look: row.fresh ? "fresh" : "",
      tags: {date: row.weekday, where: row.more ? `　详 ${row.more}` : ""},
      cells: Object.assign(row.cells, {where: row.fresh ? "离开这行就记" : row.locked ? "台账" : "手填"}),
    })));
    drawMonths();
    drawFilters();
    /** @type {HTMLElement} */ (document.getElementById("empty")).hidden = Boolean(rows.length + fresh.length);
  }

  /** @param {import("./grid.js").CellChange[]} changes */
  function store(changes) {
    const edits = [];
    for (const {row, column, value} of changes) {
      const event = /** @type {EventRow} */ (row);
      if (event.fresh) { keep(event); continue; }
      const plainValue = valueOf(column.key, value);
      edits.push({file, path: ["events", event.id, column.key], base: event.bases[column.key] ?? null, value: plainValue, label: `${event.cells.title} ${column.title}`});
    }
    const gaps = edits.filter((one) => NEEDED.includes(one.path[2]) && one.value === null);
    if (gaps.length) { sayRefused("日期和主题不能空着；不要这一次就点“详”删去"); void load(); return; }
    if (edits.length) { redraws = true; void enqueue(edits).then(refresh); }
  }

  function refresh() {
    if (!redraws) return;
    redraws = false;
    changed();
    void load();
  }

  hears.stored = (of, path, value) => {
    if (of !== file || path[0] !== "events") return;
    const row = rows.find((one) => one.id === path[1]);
    if (row) row.bases[path[2]] = value;
  };

  /** 8.5, 8/5, 8-5 as the record writes a day. @param {string} value */
  function dateOf(value) {
    const match = /^(?:(\d{4})[./\-年])?(\d{1,2})[./\-月](\d{1,2})日?$/.exec(value);
    if (!match) return value;
    const [year, month, day] = [Number(match[1] ?? listing.year), Number(match[2]), Number(match[3])];
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return value;
    return date.toISOString().slice(0, 10);
  }

  /** @param {string} key @param {string} value @returns {unknown} */
  function valueOf(key, value) {
    if (!value) return null;
    if (!LISTS.has(key)) return value;
    return value.split(/[、，,;；]+/).map((one) => one.trim()).filter(Boolean);
  }

  /** What is being typed into a cell outlives the page. @param {import("./grid.js").Row} row @param {{key: string, title: string}} column @param {string | null} value */
  function draft(row, column, value) {
    const event = /** @type {EventRow} */ (row);
    if (event.fresh) return;
    const path = ["events", event.id, column.key];
    const key = drafts.keyOf(file, path);
    if (value === null) { drafts.drop(key).catch(() => {}); return; }
    const base = event.bases[column.key] ?? null;
    drafts.put({key, file, path, base, value: valueOf(column.key, value), label: column.title, time: Date.now()}).catch(() => {});
  }

  // ── New rows ──

  /** @param {Record<string, string>} cells */
  function add(cells) {
    const row = /** @type {EventRow} */ ({id: `new-${++counter}`, cells: {...cells}, bases: {}, kinds: [], locked: false, sort: cells.sort ?? "", month: 0, weekday: "", more: 0, pictured: false, fresh: true});
    fresh.push(row);
    draw();
    const index = grid?.rows.findIndex((one) => one.id === row.id) ?? 0;
    grid?.focus(index, cells.kinds && !cells.date ? 0 : cells.date ? 2 : 0);
  }

  /** A new row lies in the browser until it is written. @param {EventRow} row */
  function keep(row) {
    drafts.put({key: drafts.keyOf(file, ["events", row.id]), file, path: ["events", row.id], base: null, value: eventOf(row.cells), label: "新的活动", time: Date.now()}).catch(() => {});
  }

  /** A new row is written when the caret leaves it and it has a date and a subject; an empty one that it was in goes. @param {string} active the row that has the caret, "" for none */
  async function settle(active) {
    for (const row of fresh.filter((one) => one.id !== active)) {
      if (NEEDED.every((key) => row.cells[key])) await write(row);
      else if (row.entered && !eventOf(row.cells).title && !eventOf(row.cells).date) { fresh = fresh.filter((one) => one !== row); draw(); }
    }
  }

  /** @param {EventRow} row */
  async function write(row) {
    if (!fresh.includes(row)) return;
    fresh = fresh.filter((one) => one !== row);
    const value = eventOf(row.cells);
    const key = drafts.keyOf(file, ["events", row.id]);
    try {
      const result = await change(file, [{operation: "add", path: ["events"], value}]);
      row.id = String(result.results[0]);
      row.fresh = false;
      row.bases = value;
      rows.push(row);
      drafts.drop(key).catch(() => {});
      changed();
      await load();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      fresh.push(row);
      sayRefused(error.message);
    }
  }

  /** @param {Record<string, string>} cells @returns {Record<string, unknown>} */
  function eventOf(cells) {
    /** @type {Record<string, unknown>} */
    const event = {};
    for (const [key, value] of Object.entries(cells)) {
      if (key !== "where" && key !== "sort" && value) event[key] = valueOf(key, value);
    }
    return event;
  }

  /** What is usual of a kind this year: place and number due. @param {string} kind */
  function usual(kind) {
    const alike = rows.filter((row) => row.kinds.includes(kind));
    /** @param {string} key */
    const most = (key) => {
      const values = alike.map((row) => row.cells[key]).filter(Boolean);
      return values.sort((one, other) => values.filter((v) => v === other).length - values.filter((v) => v === one).length)[0] ?? "";
    };
    return {kinds: kind, place: most("place"), due: most("due")};
  }

  // ── Months and filters ──

  function drawMonths() {
    const place = /** @type {HTMLElement} */ (document.getElementById("months"));
    const head = element("tr", {}, element("th"), ...Array.from({length: 12}, (_, i) => element("th", {scope: "col"}, `${i + 1}月`)), element("th", {scope: "col"}, "全年"));
    const lines = /** @type {Months[]} */ (listing.months).slice(0, 9).map((one) => element("tr", {},
      element("th", {scope: "row", title: one.article ? `支部工作条例${one.article}` : ""}, one.kind, element("small", {}, one.rule)),
      ...one.months.map((count, index) => monthCell(one, count, index + 1)),
      element("td", {class: "all"}, String(one.all))));
    place.hidden = !rows.length;
    place.replaceChildren(element("table", {}, element("thead", {}, head), element("tbody", {}, ...lines)));
  }

  /** @param {Months} one @param {number} count @param {number} month */
  function monthCell(one, count, month) {
    const cell = element("td");
    const lacks = !count && one.every === 1 && rows.some((row) => row.month > month) && !one.excused.includes(month);
    if (count) {
      const shown = button(String(count), () => { filter = `${month}-${one.kind}`; matches = (row) => row.month === month && row.kinds.includes(one.kind); draw(); }, count > 1 ? "many" : "");
      shown.setAttribute("aria-label", `${month}月${one.kind} ${count} 次`);
      cell.append(shown);
    } else if (lacks) {
      const shown = button("缺", () => lack(one, month), "lack");
      shown.title = `${month} 月没有${one.kind}的记录`;
      cell.append(shown);
    }
    return cell;
  }

  /** @param {Months} one @param {number} month */
  function lack(one, month) {
    const rule = one.article ? `（支部工作条例${one.article}，${one.rule}）` : "";
    const question = dialog(element("h2", {}, `${month} 月没有${one.kind}的记录`), element("p", {}, `开过没有记的请补上${rule}。`), element("div", {class: "rw"},
      button(`补一行 ${month} 月${one.kind}`, () => { question.close(); add({...usual(one.kind), sort: `${listing.year}-${String(month).padStart(2, "0")}-15`}); }, "btn sm pri"),
      button(`${month} 月确实没有开`, async () => {
        question.close();
        await change(file, [{operation: "add", path: ["exceptions"], value: {month: `${month}月`, kind: one.kind}}]).catch(() => sayRefused("没有记上"));
        changed();
        await load();
      })));
  }

  function drawFilters() {
    const place = /** @type {HTMLElement} */ (document.getElementById("filters"));
    /** @type {[string, string, (row: EventRow) => boolean][]} */
    const choices = [["all", `全部 ${rows.length}`, () => true]];
    for (const one of /** @type {Months[]} */ (listing.months).slice(0, 5)) choices.push([one.kind, `${one.kind} ${one.all}`, (row) => row.kinds.includes(one.kind)]);
    choices.push(["lacking", "缺主题或人数", (row) => !row.cells.title || !row.cells.present], ["unpictured", "没有照片", (row) => !row.pictured]);
    if (!choices.some(([key]) => key === filter) && filter !== "all") choices.push([filter, filter.replace("-", " 月"), matches]);
    place.replaceChildren(...choices.map(([key, words, test]) => {
      const one = button(words, () => { filter = key; matches = test; draw(); }, "");
      one.setAttribute("aria-pressed", String(filter === key));
      return one;
    }), element("span", {class: "right"}, listing.ledger ? `台账“${listing.ledger}”的行在 Excel 里改，存盘后这里跟着变　` : "Ctrl+V 可以整块粘贴 Excel 里复制的行",
      ...(listing.ledger && !document.body.dataset.locked ? [button("搬进工作台", () => void takeLedger(), "lk")] : [])));
  }

  /** The rows of the ledger become events of the record, in one step; the Excel file stays as it is. */
  async function takeLedger() {
    await attempt(async () => {
      const {edits} = await get(`${base}/ledger-edits`);
      await change(file, edits);
      changed();
      await load();
      say("台账搬进来了，Excel 文件没有动", () => step("undo"));
    });
  }

  // ── Pasting ──

  /** @param {string[][]} cells */
  async function ask(cells) {
    const answer = await post(`${base}/pasted`, {rows: cells});
    /** @type {string[]} */
    const columns = [...answer.columns];
    const head = element("tr", {}, ...columns.map((key, index) => {
      const select = /** @type {HTMLSelectElement} */ (element("select", {"aria-label": `第 ${index + 1} 列是什么`}, element("option", {value: ""}, "不要"),
        ...answer.names.map((/** @type {[string, string]} */ [name, title]) => element("option", {value: name}, title))));
      select.value = key;
      select.addEventListener("change", () => { columns[index] = select.value; });
      return element("th", {}, select);
    }), element("th", {}, "记不记"));
    /** @type {HTMLInputElement[]} */
    const ticks = [];
    const lines = answer.rows.map((/** @type {string[]} */ row, /** @type {number} */ index) => {
      const tick = /** @type {HTMLInputElement} */ (element("input", {type: "checkbox", "aria-label": `记第 ${index + 1} 行`}));
      tick.checked = !answer.repeated[index];
      ticks.push(tick);
      return element("tr", {class: answer.repeated[index] ? "dup" : ""}, ...row.map((cell, i) => element("td", {class: columns[i] ? "" : "no"}, cell)), element("td", {}, tick, answer.repeated[index] ? " 已经有了" : ""));
    });
    const take = async () => {
      const events = answer.rows.map((/** @type {string[]} */ row, /** @type {number} */ index) => ({row, index})).filter((/** @type {any} */ one) => ticks[one.index].checked)
        .map((/** @type {any} */ one) => eventOf(Object.fromEntries(columns.map((key, i) => [key, columns[i] === answer.columns[i] ? one.row[i] : answer.given[one.index][i]]).filter(([key]) => key))));
      const whole = events.filter((/** @type {any} */ event) => event.date && event.title);
      shown.close();
      if (whole.length < events.length) sayRefused(`${events.length - whole.length} 行没有日期或主题，没有记`);
      if (!whole.length) return;
      await attempt(async () => {
        await change(file, whole.map((/** @type {unknown} */ value) => ({operation: /** @type {const} */ ("add"), path: ["events"], value})));
        changed();
        await load();
      });
    };
    const shown = dialog(element("h2", {}, `粘贴 ${answer.rows.length} 行`), element("p", {}, "认出的列名如下，不对可以换；已经有的活动没有打勾。"),
      element("div", {class: "scroll"}, element("table", {class: "ps"}, element("thead", {}, head), element("tbody", {}, ...lines))),
      element("div", {class: "rw"}, button("记下打勾的", take, "btn sm pri"), button("不要了", () => shown.close())));
  }

  // ── One event ──

  /** @param {EventRow} row */
  async function open(row) {
    if (row.locked || row.fresh) return;
    drawer.innerHTML = await part(`${base}/activities/${row.id}`);
    drawer.dataset.event = row.id;
    drawer.dataset.file = file;
    drawer.hidden = false;
    drawer.querySelectorAll("[data-field]").forEach((box) => { /** @type {HTMLElement} */ (box).hidden = false; });
    /** @type {HTMLElement | null} */ (drawer.querySelector("textarea, input"))?.focus();
  }

  const loading = load();
  sheet.addEventListener("click", async (event) => {
    const target = /** @type {Element} */ (event.target);
    await loading;
    if (target.closest("#new-event")) add({});
    else if (target.closest("#paste-help")) { grid?.focus(grid.at.row, grid.at.column); sayRefused("在 Excel 或 WPS 里复制几行，回到这里按 Ctrl+V"); }
    else if (target.closest("[data-close-drawer]")) { await flush(); drawer.hidden = true; await load(); }
    else if (target.closest("[data-remove-event]")) {
      const title = drawer.querySelector("b")?.textContent ?? "";
      await attempt(async () => {
        await change(file, [{operation: "remove", path: ["events", drawer.dataset.event ?? ""]}]);
        drawer.hidden = true;
        await load();
        sayRemoved(title, () => step("undo"));
      });
    }
  });
  document.addEventListener("paste", (event) => {
    const cells = rowsOf(event.clipboardData?.getData("text/plain") ?? "");
    if (/** @type {Element} */ (event.target).closest("input, textarea, dialog") || !cells.length || document.body.dataset.locked) return;
    event.preventDefault();
    void ask(cells);
  });
  sheet.addEventListener("mousedown", (event) => {
    const line = /** @type {Element} */ (event.target).closest(".c-where")?.closest("tr");
    const row = rows.find((one) => one.id === line?.dataset.row);
    if (row) { event.preventDefault(); void open(row); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) { event.preventDefault(); void loading.then(() => add({})); }
    if (event.key === "Escape" && !drawer.hidden && drawer.contains(document.activeElement)) { drawer.hidden = true; void load(); }
  });

  sheet.addEventListener("focusout", () => window.setTimeout(() => {
    if (!document.getElementById("grid")?.contains(document.activeElement)) void settle("");
  }, 0));
  return {refresh: load, settle: () => settle("")};
}
