// 表格: one table, written in like a sheet of Excel; cells can be joined, and what Excel or WPS copies comes in whole.

import {attempt, button, dialog, element, sayRefused} from "./dialogs.js";
import {below, boxOf} from "./faults.js";
import {Grid} from "./grid.js";
import {change, enqueue} from "./saving.js";
import {Refused, get, post} from "./send.js";
import {view} from "./views.js";

/**
 * @typedef {{path: string[], cells: string[], paths: string[][]}} Line
 * @typedef {import("./grid.js").Row & {line: Line, isHead: boolean}} TableRow
 * @typedef {{row: number, column: number, height: number, width: number}} Box
 * @typedef {{head: Line[], rows: Line[], head_base: unknown, align: string[] | null, aligns: string[], row_heads: number[], sum_rows: number[], bases: Record<string, unknown>, source: string, source_base: unknown, sums: string[], twice: string[], revision: string}} Listing
 */

const LEFT = "<", ABOVE = "^";
const SUM = /^(小计|合计|总计|共计)$/;

/** Which cell each place of the rows belongs to, as the record writes it with < and ^. @param {string[][]} rows @param {number} head @returns {Box[][]} */
export function boxes(rows, head) {
  /** @type {Box[][]} */
  const owners = [];
  rows.forEach((cells, row) => {
    owners.push([]);
    cells.forEach((text, column) => {
      const joined = text === LEFT && column ? owners[row][column - 1] : text === ABOVE && row && row !== head ? owners[row - 1]?.[column] : undefined;
      const box = joined ?? {row, column, height: 1, width: 1};
      box.height = Math.max(box.height, row - box.row + 1);
      box.width = Math.max(box.width, column - box.column + 1);
      owners[row].push(box);
    });
  });
  return owners;
}

/** A sheet whose cells may cover several rows and columns. */
class TableGrid extends Grid {
  /** @param {HTMLElement} place @param {import("./grid.js").Options} options */
  constructor(place, options) {
    super(place, options);
    this.table.querySelector("thead tr")?.prepend(element("th", {"aria-label": "行号"}));
    this.table.classList.add("joined");
    /** @type {Box[][]} */
    this.boxes = [];
  }

  /** @param {import("./grid.js").Row[]} rows */
  show(rows) {
    const own = /** @type {TableRow[]} */ (rows);
    this.boxes = boxes(own.map((row) => row.line.cells), own.filter((row) => row.isHead).length);
    super.show(rows);
  }

  /** @param {import("./grid.js").Row} row */
  line(row) {
    const line = super.line(row);
    const index = this.rows.indexOf(row);
    [...line.children].forEach((cell, column) => {
      const box = this.boxes[index][column];
      if (box.row !== index || box.column !== column) { cell.remove(); return; }
      if (box.height > 1) cell.setAttribute("rowspan", String(box.height));
      if (box.width > 1) cell.setAttribute("colspan", String(box.width));
      if (/** @type {TableRow} */ (row).isHead) cell.setAttribute("role", "columnheader");
      cell.classList.toggle("wide", box.height > 1 || box.width > 1);
      cell.classList.toggle("none", cell.textContent === "没统计");
      cell.classList.toggle("dash", cell.textContent === "—");
    });
    line.prepend(element("th", {scope: "row"}, String(index + 1)));
    return line;
  }

  /** @param {number} row @param {number} column */
  box(row, column) { return this.boxes[row]?.[column]; }

  /** @param {number} row @param {number} column */
  cell(row, column) {
    const box = this.box(row, column);
    return box ? super.cell(box.row, box.column) : null;
  }

  bounds() {
    const bounds = super.bounds();
    for (let grew = true; grew;) {
      grew = false;
      for (let r = bounds.top; r <= bounds.bottom; r++) {
        for (let c = bounds.left; c <= bounds.right; c++) {
          const box = this.box(r, c);
          if (!box) continue;
          const wider = {top: Math.min(bounds.top, box.row), bottom: Math.max(bounds.bottom, box.row + box.height - 1), left: Math.min(bounds.left, box.column), right: Math.max(bounds.right, box.column + box.width - 1)};
          if (JSON.stringify(wider) !== JSON.stringify({top: bounds.top, bottom: bounds.bottom, left: bounds.left, right: bounds.right})) { Object.assign(bounds, wider); grew = true; }
        }
      }
    }
    return bounds;
  }

  /** @param {number} down @param {number} right @param {boolean} [extend] */
  move(down, right, extend = false) {
    const box = this.box(extend ? this.end.row : this.at.row, extend ? this.end.column : this.at.column);
    super.move(down > 0 && box ? down + box.height - 1 : down, right > 0 && box ? right + box.width - 1 : right, extend);
    if (!extend) this.settle();
  }

  /** Lets the caret stand where its cell begins. */
  settle() {
    const box = this.box(this.at.row, this.at.column);
    if (!box || (box.row === this.at.row && box.column === this.at.column)) return;
    this.at = {row: box.row, column: box.column};
    this.end = {...this.at};
    this.put(true);
  }

  /** @param {import("./grid.js").CellChange[]} changes */
  change(changes) {
    const own = changes.filter(({row, column}) => {
      const [r, c] = [this.rows.indexOf(row), Number(column.key)];
      const box = this.box(r, c);
      return box && box.row === r && box.column === c;
    });
    if (own.length) super.change(own);
  }

  range() {
    return super.range().map((one) => [LEFT, ABOVE].includes(one.value) ? {...one, value: ""} : one);
  }
}

/** @param {{base: string, file: string, changed: () => void, step: (way: "undo"|"redo") => void}} page */
export function start({base, file, changed, step}) {
  const sheet = /** @type {HTMLElement} */ (document.getElementById("sheet"));
  const name = sheet.dataset.name ?? "";
  const place = /** @type {HTMLElement} */ (document.getElementById("grid"));
  const path = ["tables", name];
  /** @type {Listing} */
  let listing;
  /** @type {TableGrid} */
  let grid;
  const rowHeads = () => listing.row_heads[0] ?? 0;
  /** The lines that are sums, counted with those of the head. */
  const marked = () => listing.sum_rows.map((number) => number - 1 + listing.head.length);
  const isLocked = () => Boolean(listing.source || document.body.dataset.locked);

  async function load() {
    listing = await get(sheet.dataset.rows ?? "");
    document.body.dataset.revision = listing.revision;
    const lines = [...listing.head, ...listing.rows];
    const width = Math.max(1, ...lines.map((line) => line.cells.length));
    if (!grid || grid.options.columns.length !== width) draw(width);
    grid.show(lines.map((line, index) => {
      const cells = line.cells.concat(Array(width - line.cells.length).fill(""));
      const isHead = index < listing.head.length;
      const isSum = listing.sum_rows.includes(index - listing.head.length + 1);
      return /** @type {TableRow} */ ({id: `r${index}`, line: {...line, cells}, isHead, locked: isLocked(), look: isHead ? "head" : isSum ? "total" : "", cells: Object.fromEntries(cells.map((text, column) => [String(column), text]))});
    }));
    listing.aligns.forEach((align, column) => {
      const look = {左: "to-left", 中: "to-centre", 右: "right"}[align] ?? "";
      if (look) place.querySelectorAll(`td[data-column="${column}"]`).forEach((cell) => cell.classList.add(look));
    });
    for (let column = 0; column < rowHeads(); column++) place.querySelectorAll(`tr:not(.head) td[data-column="${column}"]`).forEach((cell) => cell.classList.add("name"));
    for (const [name, count] of /** @type {[string, number][]} */ ([["heads", listing.head.length], ["row-heads", rowHeads()]])) document.querySelectorAll(`[data-${name}]`).forEach((one) => one.setAttribute("aria-checked", String(one.getAttribute(`data-${name}`) === String(count))));
    const sums = /** @type {HTMLElement} */ (document.getElementById("sums"));
    sums.hidden = !(listing.sums.length + listing.twice.length);
    sums.replaceChildren(...[["o", "算过", listing.sums], ["w", "单位写了两遍", listing.twice]].flatMap(([look, title, texts]) => texts.length ? [element("span", {class: `pill ${look}`}, String(title)), ` ${/** @type {string[]} */ (texts).join("　")}　`] : []));
    if (listing.source) say(`这张表取自 Excel“${listing.source}”，在 Excel 里改，存了这里跟着变。`, ["搬进工作台", takeIn]);
    tell();
    void look();
  }

  /** @param {number} width */
  function draw(width) {
    const at = grid?.at;
    grid = new TableGrid(place, {
      label: "表格",
      columns: Array.from({length: width}, (_, index) => ({key: String(index), title: letter(index)})),
      onChange: store,
      onPaste: (cells) => { void takeTexts(cells); return true; },
      onActive: tell,
    });
    if (at) grid.at = {row: at.row, column: Math.min(at.column, width - 1)};
    grid.editor.addEventListener("paste", (event) => {
      const html = event.clipboardData?.getData("text/html") ?? "";
      if (!/<t[dh][\s>]/i.test(html) || isLocked()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void takeHtml(html);
    }, true);
  }

  /** @param {number} index */
  const letter = (index) => (index >= 26 ? String.fromCharCode(64 + Math.floor(index / 26)) : "") + String.fromCharCode(65 + index % 26);

  /** Says where the caret stands. */
  function tell() {
    if (!grid?.rows.length) return;
    const {top, bottom, left, right} = grid.bounds();
    const place = `${letter(left)}${top + 1}${top === bottom && left === right ? "" : `:${letter(right)}${bottom + 1}`}`;
    const box = grid.box(grid.at.row, grid.at.column);
    const empty = grid.rows.reduce((sum, row, r) => sum + (/** @type {TableRow} */ (row).isHead ? 0 : Object.entries(row.cells).filter(([c, text]) => !text && grid.box(r, Number(c))?.row === r).length), 0);
    const words = [place, box.height > 1 || box.width > 1 ? `${box.height} 行 ${box.width} 列合成一格` : "",
      empty ? `空着 ${empty} 格：补数、没统计、还是 —` : "没有数的写“没统计”，这一格不用填的写“—”，两样都照样印，不当 0 算"];
    const line = document.getElementById("where");
    if (line) line.textContent = words.filter(Boolean).join("　");
    const isJoined = box.height > 1 || box.width > 1;
    const isRange = top !== bottom || left !== right;
    tool("split", isJoined);
    tool("join", isRange && !(isJoined && box.row === top && box.row + box.height - 1 === bottom && box.column === left && box.column + box.width - 1 === right));
    const sum = /** @type {HTMLButtonElement} */ (document.getElementById("sum-row"));
    sum.disabled = bottom < listing.head.length || Boolean(document.body.dataset.locked);
    sum.setAttribute("aria-pressed", String(marked().includes(grid.at.row)));
    document.querySelectorAll("[data-align]").forEach((one) => one.setAttribute("aria-pressed", String(listing.aligns[grid.at.column] === /** @type {HTMLElement} */ (one).dataset.align)));
  }

  /** @param {string} key @param {boolean} works */
  function tool(key, works) {
    const one = /** @type {HTMLButtonElement | null} */ (document.querySelector(`[data-do="${key}"]`));
    if (one) one.disabled = !works || isLocked();
  }

  // ── Saving ──

  /** @param {import("./grid.js").CellChange[]} changes */
  function store(changes) {
    const entries = [];
    for (const {row, column, value} of changes) {
      const {line} = /** @type {TableRow} */ (row);
      const at = line.paths[Number(column.key)];
      if (!at) { void write(texts((cells) => { cells[grid.rows.indexOf(row)][Number(column.key)] = value; })); return; }
      entries.push({file, path: at, base: line.cells[Number(column.key)], value, label: `表格 ${column.title}${grid.rows.indexOf(row) + 1}`});
    }
    void enqueue(entries).then(load);
  }

  /** @param {(rows: string[][]) => void} edit @returns {string[][]} the rows after a change */
  function texts(edit) {
    const rows = grid.rows.map((row) => [.../** @type {TableRow} */ (row).line.cells]);
    edit(rows);
    return rows;
  }

  /**
   * Stores rows that have changed their shape, as one step.
   * @param {string[][]} rows @param {{head?: number, from?: (number | null)[], columns?: (number | null)[], align?: string[] | null, sums?: number[]}} [how]
   *   how many of them are heads, which row and column each was, how the columns are set, which of them are sums
   */
  async function write(rows, {head = listing.head.length, from = rows.map((_, index) => index), columns, align, sums = from.flatMap((was, index) => was !== null && marked().includes(was) ? [index] : [])} = {}) {
    /** @type {import("./send.js").Edit[]} */
    const edits = [];
    const isSameHead = head === listing.head.length && from.slice(0, head).every((was, index) => was === index);
    const heads = rows.slice(0, head);
    if (isSameHead) heads.forEach((cells, index) => edits.push(...lineEdits(listing.head[index], cells, columns)));
    else edits.push({operation: "set", path: [...path, "head"], base: listing.head_base ?? null, value: heads.length === 1 ? heads[0] : heads.length ? heads : null});
    const staying = new Set(from.slice(head));
    listing.rows.forEach((line, index) => { if (!staying.has(index + listing.head.length)) edits.push({operation: "remove", path: line.path}); });
    rows.slice(head).forEach((cells, index) => {
      const line = listing.rows[(from[head + index] ?? -1) - listing.head.length];
      if (line) edits.push(...lineEdits(line, cells, columns));
      else edits.push({operation: "add", path: [...path, "rows"], value: cells, index});
    });
    edits.push(...sumEdits(sums.filter((index) => index >= head).map((index) => index - head + 1)));
    const names = columns ? columns.filter((was) => was !== null && was < rowHeads()).length : rowHeads();
    if (names !== rowHeads()) edits.push(rowHeadEdit(names));
    if (align !== undefined) edits.push({operation: "set", path: [...path, "align"], base: listing.align, value: align});
    return reshape(edits);
  }

  /** Stores changes of the shape as one step. @param {import("./send.js").Edit[]} edits */
  async function reshape(edits) {
    if (!edits.length) return false;
    try {
      await change(file, edits);
      await load();
      changed();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      sayRefused(error.message);
      await load();
      return false;
    }
  }

  /** @param {number[]} numbers the rows below the head that are sums @returns {import("./send.js").Edit[]} */
  const sumEdits = (numbers) => String(numbers) === String(listing.sum_rows) ? [] : [{operation: "set", path: [...path, "sum_rows"], base: listing.bases.sum_rows, value: numbers.length ? numbers.map(String) : null}];
  /** @param {number} count @returns {import("./send.js").Edit} */
  const rowHeadEdit = (count) => ({operation: "set", path: [...path, "row_heads"], base: listing.bases.row_heads, value: count ? String(count) : null});

  /** The changes of one row, cell by cell: what stands beside it in the file stays. @param {Line} line @param {string[]} cells @param {(number | null)[]} [columns] @returns {import("./send.js").Edit[]} */
  function lineEdits(line, cells, columns = cells.map((_, index) => index)) {
    const is = (/** @type {number | null} */ was) => was !== null && was < line.cells.length;
    return [
      ...columns.flatMap((was, index) => was !== null && is(was) && line.cells[was] !== cells[index] ? [{operation: /** @type {const} */ ("set"), path: line.paths[was], base: line.cells[was], value: cells[index]}] : []),
      ...line.paths.filter((_, was) => !columns.includes(was)).map((at) => ({operation: /** @type {const} */ ("remove"), path: at})),
      ...columns.flatMap((was, index) => is(was) ? [] : [{operation: /** @type {const} */ ("add"), path: line.path, value: cells[index], index}]),
    ];
  }

  // ── The shape of the table ──

  async function join() {
    const {top, bottom, left, right} = grid.bounds();
    const head = listing.head.length;
    if (top < head && bottom >= head) { sayRefused("表头和下面的格不能合并"); return; }
    const rows = texts(() => {});
    /** @type {string[]} */
    const words = [];
    for (let r = top; r <= bottom; r++) for (let c = left; c <= right; c++) if (rows[r][c] && ![LEFT, ABOVE].includes(rows[r][c])) words.push(rows[r][c]);
    const all = async () => {
      for (let r = top; r <= bottom; r++) for (let c = left; c <= right; c++) rows[r][c] = r > top ? ABOVE : c > left ? LEFT : words.join("");
      await write(rows);
      grid.focus(top, left);
    };
    if (words.length < 2) { await all(); return; }
    const question = dialog(element("h2", {}, "合并"), element("p", {}, `合并后只留“${words[0]}”，另 ${words.length - 1} 格的字放进同一格？`),
      element("div", {class: "rw"}, button("都放进去", () => { question.close(); void all(); }, "btn sm pri"), button("不合并", () => question.close())));
  }

  async function split() {
    const {row, column, height, width} = grid.box(grid.at.row, grid.at.column);
    await write(texts((rows) => {
      for (let r = row; r < row + height; r++) for (let c = column; c < column + width; c++) if (r !== row || c !== column) rows[r][c] = "";
    }));
  }

  /** A new row stands at `at`; joined cells that it goes through grow. @param {number} at */
  async function addRow(at) {
    const rows = texts(() => {});
    const fresh = rows[0].map((_, c) => {
      const box = at < rows.length ? grid.box(at, c) : undefined;
      return box && box.row < at ? box.column < c ? LEFT : ABOVE : "";
    });
    const isHead = grid.at.row < listing.head.length;
    const from = rows.map((_, index) => /** @type {number | null} */ (index));
    from.splice(at, 0, null);
    rows.splice(at, 0, fresh);
    await write(rows, {head: listing.head.length + (isHead ? 1 : 0), from});
    grid.focus(at, 0);
  }

  async function dropRow() {
    const {top, bottom} = grid.bounds();
    const count = grid.rows.length;
    if (count - (bottom - top + 1) <= listing.head.length && bottom >= listing.head.length) { sayRefused("表里至少要有一行"); return; }
    const rows = texts((all) => {
      // A joined cell that begins here begins in the first row that stays.
      if (bottom + 1 < count) all[bottom + 1].forEach((_, c) => {
        const box = grid.box(bottom + 1, c);
        if (box.row >= top && box.row <= bottom) all[bottom + 1][c] = c === box.column ? all[box.row][box.column] : LEFT;
      });
    });
    const from = rows.map((_, index) => index).filter((index) => index < top || index > bottom);
    const gone = Math.max(0, Math.min(bottom + 1, listing.head.length) - top);
    await write(from.map((index) => rows[index]), {head: listing.head.length - gone, from});
    grid.focus(Math.min(top, grid.rows.length - 1), grid.at.column);
  }

  /** @param {number} at */
  async function addColumn(at) {
    const align = listing.align ? [...listing.align.slice(0, at), "中", ...listing.align.slice(at)] : undefined;
    const rows = texts((all) => all.forEach((cells, r) => {
      const box = grid.box(r, at);
      cells.splice(at, 0, box && box.column < at ? box.row < r ? ABOVE : LEFT : "");
    }));
    const columns = [...Array(rows[0].length - 1).keys()].map((one) => /** @type {number | null} */ (one));
    columns.splice(at, 0, null);
    await write(rows, {columns, align});
    grid.focus(grid.at.row, at);
  }

  async function dropColumn() {
    const {left, right} = grid.bounds();
    if (right - left + 1 >= grid.options.columns.length) { sayRefused("表里至少要有一列"); return; }
    const rows = texts((all) => all.forEach((cells, r) => {
      const box = right + 1 < cells.length ? grid.box(r, right + 1) : undefined;
      if (box && box.column >= left && box.column <= right) cells[right + 1] = r === box.row ? all[box.row][box.column] : ABOVE;
    }));
    rows.forEach((cells) => cells.splice(left, right - left + 1));
    const align = listing.align ? listing.align.filter((_, c) => c < left || c > right) : undefined;
    await write(rows, {columns: grid.options.columns.map((_, c) => c).filter((c) => c < left || c > right), align});
  }

  /** @param {number} count */
  async function heads(count) {
    const rows = texts(() => {});
    if (count >= rows.length) { sayRefused("除了表头，至少还要有一行"); return; }
    if (count && count < rows.length && rows[count].includes(ABOVE)) { sayRefused("有一格从表头合并到了下面，先拆开"); return; }
    await write(rows, {head: count});
  }

  /** Marks the chosen rows as sums, or as rows like others. */
  async function sumRows() {
    const {top, bottom} = grid.bounds();
    const [is, first] = [marked().includes(grid.at.row), listing.head.length];
    const others = listing.sum_rows.filter((number) => number - 1 + first < top || number - 1 + first > bottom);
    for (let row = Math.max(top, first); !is && row <= bottom; row++) others.push(row - first + 1);
    await reshape(sumEdits(others.sort((one, other) => one - other)));
  }

  /** @param {string} to */
  async function align(to) {
    const {left, right} = grid.bounds();
    const own = (listing.align ?? listing.aligns).map((one, column) => column >= left && column <= right ? to : one);
    await write(texts(() => {}), {align: own});
  }

  /** @param {string} words */
  function put(words) {
    const cells = grid.range().filter(({row}) => !row.locked).map((one) => ({...one, value: words}));
    if (cells.length) grid.change(cells);
    grid.put(true);
  }

  /** Takes the rows of a workbook into the record. */
  async function takeIn() {
    const texts = listing.rows.map((line) => line.cells);
    const heads = listing.head.map((line) => line.cells);
    await attempt(async () => {
      await change(file, [{operation: "set", path: [...path, "from"], base: listing.source_base, value: null},
        ...(heads.length ? [{operation: /** @type {const} */ ("set"), path: [...path, "head"], base: null, value: heads.length === 1 ? heads[0] : heads}] : []),
        {operation: "set", path: [...path, "rows"], base: null, value: texts}]);
      await load();
      say("搬进来了，Excel 文件没有动。", ["撤销", () => step("undo")]);
      changed();
    });
  }

  // ── What Excel and WPS copy ──

  /** @param {string} html */
  async function takeHtml(html) {
    /** @type {{rows: string[][], heads: number, merges: number} | null} */
    const answer = await attempt(() => post(`${base}/copied-table`, {html}));
    if (!answer) return;
    const {rows, heads: head, merges} = answer;
    const isEmpty = grid.rows.every((row) => Object.values(row.cells).every((text) => !text));
    if (!isEmpty) { await takeTexts(rows.map((row) => row.map((text) => [LEFT, ABOVE].includes(text) ? "" : text))); return; }
    const sums = rows.flatMap((row, index) => index >= head && row.some((text) => SUM.test(text)) ? [index] : []);
    if (!await write(rows, {head, from: rows.map(() => null), align: null, sums})) return;
    const plain = async () => { await write(texts((all) => all.forEach((cells) => cells.forEach((text, c) => { if ([LEFT, ABOVE].includes(text)) cells[c] = ""; })))); };
    say(`从 Excel 粘进 ${rows.length} 行 ${rows[0].length} 列：认出 ${head} 行表头、${merges} 处合并${sums.length ? `、${sums.length} 行小计` : ""}。颜色、字体、公式没有带；公式按算出的数粘。`,
      ["撤销", () => step("undo")], ...(merges ? [/** @type {[string, () => void]} */ (["不要合并，只要字", () => void plain()])] : []));
  }

  /** Puts texts into the table from the caret on; it grows where that is wanted. @param {string[][]} cells */
  async function takeTexts(cells) {
    const [down, right] = [grid.at.row + cells.length - grid.rows.length, grid.at.column + Math.max(...cells.map((row) => row.length)) - grid.options.columns.length];
    /** @param {boolean} grows */
    const take = async (grows) => {
      const at = {...grid.at};
      const rows = texts(() => {});
      const from = rows.map((_, index) => /** @type {number | null} */ (index));
      if (grows && right > 0) rows.forEach((row) => row.push(...Array(right).fill("")));
      for (let i = 0; grows && i < down; i++) { rows.push(Array(rows[0].length).fill("")); from.push(null); }
      cells.forEach((row, r) => row.forEach((text, c) => {
        const box = grid.box(at.row + r, at.column + c);
        const isOwn = !box || (box.row === at.row + r && box.column === at.column + c);
        if (isOwn && rows[at.row + r]?.[at.column + c] !== undefined) rows[at.row + r][at.column + c] = text;
      }));
      const wider = grows && right > 0 && listing.align ? [...listing.align, ...Array(right).fill("中")] : undefined;
      if (await write(rows, {from, columns: rows[0].map((_, c) => c), align: wider})) say(`粘进 ${cells.length} 行 ${cells[0].length} 列。`, ["撤销", () => step("undo")]);
    };
    if (down <= 0 && right <= 0) { await take(false); return; }
    const more = [down > 0 ? `${down} 行` : "", right > 0 ? `${right} 列` : ""].filter(Boolean).join("、");
    const question = dialog(element("h2", {}, "放不下"), element("p", {}, `要粘的比表大，再添 ${more} 才放得下。`),
      element("div", {class: "rw"}, button(`添 ${more}`, () => { question.close(); void take(true); }, "btn sm pri"), button("只放得下的", () => { question.close(); void take(false); }), button("不粘了", () => question.close())));
  }

  /** @param {string} words @param {[string, () => void][]} ways */
  function say(words, ...ways) {
    const box = /** @type {HTMLElement} */ (document.getElementById("said"));
    box.replaceChildren(element("div", {class: "took", role: "status"}, element("b", {}, words), ...ways.map(([text, action]) => button(text, () => { box.replaceChildren(); action(); }, "lk"))));
  }

  // ── The pages and slides that show it ──

  const views = [view(base, "report"), view(base, "deck")];

  async function look() {
    for (const one of views) await one(file, [...path, listing.source ? "from" : "rows"]);
  }

  document.addEventListener("faults", () => {
    const wrong = below(path);
    document.getElementById("table-faults")?.replaceChildren(...wrong.map(boxOf));
    place.querySelectorAll(".bad").forEach((one) => one.classList.remove("bad"));
    for (const fault of wrong) placeOf(fault.path)?.classList.add("bad");
  });

  /** @param {string[]} wanted @returns {HTMLElement | null} */
  function placeOf(wanted) {
    for (const [r, row] of (grid?.rows ?? []).entries()) {
      const c = /** @type {TableRow} */ (row).line.paths.findIndex((one) => JSON.stringify(one) === JSON.stringify(wanted));
      if (c >= 0) return grid.cell(r, c);
    }
    return null;
  }

  // ── Clicks and keys ──

  /** @type {Record<string, () => Promise<void>>} */
  const does = {join, split, above: () => addRow(grid.bounds().top), below: () => addRow(grid.bounds().bottom + 1), before: () => addColumn(grid.bounds().left), after: () => addColumn(grid.bounds().right + 1), row: dropRow, column: dropColumn};
  sheet.addEventListener("mousedown", (event) => { if (/** @type {Element} */ (event.target).closest("#tools")) event.preventDefault(); });
  sheet.addEventListener("click", (event) => {
    const {do: way, align: to, put: words, heads: count, rowHeads: names} = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-do], [data-align], [data-put], [data-heads], [data-row-heads]"))?.dataset ?? {};
    if (/** @type {Element} */ (event.target).closest("#paste-help")) { say("在 Excel、WPS 里选好、复制，回到这里点一格，按 Ctrl+V。空表整个带进来，合并和表头照样。"); grid.put(true); }
    if (names !== undefined && Number(names) !== rowHeads()) void reshape([rowHeadEdit(Number(names))]);
    if (/** @type {Element} */ (event.target).closest("#sum-row")) void sumRows();
    if (isLocked()) return;
    if (way) void does[way]();
    if (to) void align(to);
    if (words) put(words);
    if (count !== undefined) void heads(Number(count));
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.altKey && event.key.toLowerCase() === "m" && !isLocked()) { event.preventDefault(); void (event.shiftKey ? split() : join()); }
    if (event.altKey && event.key === "=") { event.preventDefault(); document.getElementById("sum-row")?.click(); }
    if (event.key === "Escape" && !grid.editing && !document.querySelector("dialog[open]")) document.getElementById("back")?.click();
  });

  void load().then(() => { if (!location.hash) grid.focus(Math.min(listing.head.length, grid.rows.length - 1), 0); });
  return {
    refresh: load,
    focus: (/** @type {string[]} */ wanted) => {
      const cell = placeOf(wanted);
      if (!cell) return false;
      const row = grid.rows.findIndex((one) => one.id === cell.closest("tr")?.dataset.row);
      grid.focus(row, Number(cell.dataset.column));
      return true;
    },
  };
}
