// A table that is written in like a sheet of Excel: the active cell always holds a focused text field, so the
// first letter of a Chinese word is composed in the cell itself.

import {element} from "./dialogs.js";

/**
 * @typedef {{key: string, title: string, locked?: boolean, align?: "right", width?: string, toggle?: boolean, signed?: boolean, options?: string[]}} Column
 * @typedef {{id: string, cells: Record<string, string>, locked?: boolean, group?: string, look?: string, tags?: Record<string, string>}} Row
 * @typedef {{row: Row, column: Column, value: string}} CellChange
 * @typedef {{columns: Column[], label: string, onChange: (changes: CellChange[]) => void, onPaste: (rows: string[][]) => boolean,
 *   onActive?: (row: Row | null) => void, onEnd?: () => void, tidy?: (column: Column, value: string) => string, onDraft?: (row: Row, column: Column, value: string | null) => void}} Options
 */

/** Reads rows of tab-separated cells as Excel and WPS copy them: quoted cells may have line ends. @param {string} text @returns {string[][]} */
export function rowsOf(text) {
  /** @type {string[][]} */
  const rows = [[]];
  let cell = "";
  let inQuotes = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (inQuotes) {
      if (c === '"' && text[i + 1] === '"') { cell += '"'; i++; }
      else if (c === '"') inQuotes = false;
      else if (c !== "\r") cell += c;
    } else if (c === '"' && cell === "" && closes(text, i)) inQuotes = true;
    else if (c === "\t") { rows.at(-1)?.push(cell); cell = ""; }
    else if (c === "\n" || c === "\r") {
      if (c === "\r" && text[i + 1] === "\n") i++;
      rows.at(-1)?.push(cell);
      cell = "";
      rows.push([]);
    } else cell += c;
  }
  rows.at(-1)?.push(cell);
  while (rows.length && rows.at(-1)?.every((one) => one === "")) rows.pop();
  return rows;
}

/** Whether a quote at `start` has its partner before the end of a cell. @param {string} text @param {number} start */
function closes(text, start) {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] !== '"') continue;
    if (text[i + 1] === '"') { i++; continue; }
    return i + 1 >= text.length || "\t\r\n".includes(text[i + 1]);
  }
  return false;
}

/** @param {string[][]} rows */
const textOf = (rows) => rows.map((row) => row.map((cell) => /[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell).join("\t")).join("\r\n");

export class Grid {
  /** @param {HTMLElement} place @param {Options} options */
  constructor(place, options) {
    this.options = options;
    /** @type {Row[]} */
    this.rows = [];
    this.at = {row: 0, column: 0};
    this.end = {row: 0, column: 0};
    this.editing = false;
    this.composing = false;
    this.body = element("tbody");
    const head = element("tr", {role: "row"}, ...options.columns.map((one) => element("th", {scope: "col", class: `${one.align ?? ""} c-${one.key}`}, one.title)));
    this.table = element("table", {class: "grid", role: "grid", "aria-label": options.label}, element("thead", {}, head), this.body);
    this.editor = /** @type {HTMLTextAreaElement} */ (element("textarea", {class: "cell-editor", rows: "1", spellcheck: "false", autocomplete: "off"}));
    this.list = element("div", {class: "cell-list", hidden: "", role: "listbox"});
    this.place = place;
    place.classList.add("grid-place");
    place.replaceChildren(this.table, this.editor, this.list);
    this.listen();
  }

  /** @param {Row[]} rows */
  show(rows) {
    const active = this.rows[this.at.row]?.id;
    this.rows = rows;
    const lines = document.createDocumentFragment();
    let group = "";
    for (const row of rows) {
      if (row.group && row.group !== group) {
        group = row.group;
        lines.append(element("tr", {class: "g"}, element("td", {colspan: String(this.options.columns.length)}, group)));
      }
      lines.append(this.line(row));
    }
    this.body.replaceChildren(lines);
    const again = rows.findIndex((row) => row.id === active);
    if (again >= 0) this.at.row = this.end.row = again;
    this.at.row = Math.max(0, Math.min(this.at.row, rows.length - 1));
    if (document.activeElement === this.editor || !this.hasBeenPlaced) this.put(document.activeElement === this.editor);
    this.hasBeenPlaced = true;
  }

  /** @param {Row} row */
  line(row) {
    const line = element("tr", {role: "row", class: `${row.look ?? ""}${row.locked ? " locked" : ""}`, "data-row": row.id});
    for (const column of this.options.columns) {
      const cell = element("td", {role: "gridcell", class: `${column.align ?? ""}${column.locked || row.locked ? " ro" : ""} c-${column.key}`, "data-column": column.key});
      this.fill(cell, row, column);
      line.append(cell);
    }
    return line;
  }

  /** @param {HTMLElement} cell @param {Row} row @param {Column} column */
  fill(cell, row, column) {
    const value = row.cells[column.key] ?? "";
    if (column.toggle) {
      cell.textContent = value ? "★" : "☆";
      cell.classList.toggle("on", Boolean(value));
    } else cell.textContent = value;
    if (column.signed) for (const [look, sign] of [["up", "+"], ["down", "-"]]) cell.classList.toggle(look, value.startsWith(sign));
    const tag = row.tags?.[column.key];
    if (tag) cell.append(element("span", {class: "tag"}, tag));
  }

  /** Puts the caret into a cell. @param {number} row @param {number} column */
  focus(row, column) {
    this.at = {row, column};
    this.end = {...this.at};
    this.put(true);
  }

  /** @param {number} row @param {number} column @returns {HTMLElement | null} */
  cell(row, column) {
    const id = this.rows[row]?.id;
    if (id === undefined) return null;
    return /** @type {HTMLElement | null} */ (this.body.querySelector(`tr[data-row="${CSS.escape(id)}"] > [data-column="${CSS.escape(this.options.columns[column]?.key ?? "")}"]`));
  }

  /** Lays the editor over the active cell. @param {boolean} focus */
  put(focus) {
    this.editing = false;
    this.list.hidden = true;
    this.body.querySelectorAll(".sel, .act").forEach((one) => { one.classList.remove("sel", "act"); one.removeAttribute("aria-selected"); });
    const cell = this.cell(this.at.row, this.at.column);
    this.editor.hidden = !cell;
    if (!cell) { this.options.onActive?.(null); return; }
    const {top, bottom, left, right} = this.bounds();
    for (let r = top; r <= bottom; r++) {
      for (let c = left; c <= right; c++) this.cell(r, c)?.classList.add("sel");
    }
    cell.classList.add("act");
    cell.setAttribute("aria-selected", "true");
    const column = this.options.columns[this.at.column];
    const editor = this.editor;
    editor.value = "";
    editor.className = `cell-editor ${column.align ?? ""}`;
    editor.setAttribute("aria-label", `${column.title}：${cell.textContent || "空"}，第 ${this.at.row + 1} 行`);
    editor.style.left = `${cell.offsetLeft}px`;
    editor.style.top = `${cell.offsetTop}px`;
    editor.style.width = `${cell.offsetWidth}px`;
    editor.style.height = `${cell.offsetHeight}px`;
    editor.readOnly = this.isLocked();
    if (focus) {
      editor.focus({preventScroll: true});
      cell.scrollIntoView({block: "nearest", inline: "nearest"});
      if (column.options) this.suggest();
    }
    this.options.onActive?.(this.rows[this.at.row]);
  }

  isLocked(row = this.at.row, column = this.at.column) {
    return Boolean(this.rows[row]?.locked || this.options.columns[column].locked || document.body.dataset.locked);
  }

  /** @param {boolean} replaces whether what is typed replaces the cell's value */
  edit(replaces) {
    const column = this.options.columns[this.at.column];
    if (this.isLocked() || column.toggle) return;
    this.editing = true;
    this.editor.classList.add("editing");
    if (!replaces) {
      this.editor.value = this.rows[this.at.row].cells[column.key] ?? "";
      this.editor.setSelectionRange(this.editor.value.length, this.editor.value.length);
    }
    this.grow();
    this.suggest();
  }

  grow() {
    const cell = this.cell(this.at.row, this.at.column);
    this.editor.style.height = `${cell?.offsetHeight ?? 32}px`;
    this.editor.style.height = `${Math.max(cell?.offsetHeight ?? 32, this.editor.scrollHeight + 2)}px`;
  }

  suggest() {
    const column = this.options.columns[this.at.column];
    const words = this.editor.value.split(/[、，,]/).at(-1)?.trim() ?? "";
    const choices = (column.options ?? []).filter((one) => one.includes(words) && one !== this.editor.value);
    const isEmpty = !this.rows[this.at.row]?.cells[column.key];
    this.list.hidden = !(this.editing || isEmpty) || !choices.length || this.composing || this.isLocked();
    if (this.list.hidden) return;
    const head = this.editor.value.slice(0, this.editor.value.length - words.length);
    this.list.replaceChildren(...choices.slice(0, 8).map((one) => {
      const row = element("button", {type: "button", role: "option", tabindex: "-1"}, one);
      row.addEventListener("mousedown", (event) => {
        event.preventDefault();
        this.editing = true;
        this.editor.value = head + one;
        this.commit();
        this.move(0, 1);
      });
      return row;
    }), element("p", {}, "可以选几类，用顿号分开；回车下一格"));
    this.list.style.left = this.editor.style.left;
    const {scrollTop, clientHeight} = this.place;
    const below = this.editor.offsetTop + this.editor.offsetHeight;
    const under = scrollTop + clientHeight - below;
    const over = this.editor.offsetTop - scrollTop - (this.table.querySelector("thead")?.clientHeight ?? 0);
    const goesUp = under < this.list.scrollHeight && over > under;
    this.list.style.maxHeight = `${goesUp ? over : under}px`;
    this.list.style.top = `${goesUp ? this.editor.offsetTop - this.list.offsetHeight : below}px`;
  }

  /** Takes what was typed into the cell. */
  commit() {
    if (!this.editing) return;
    const row = this.rows[this.at.row];
    const column = this.options.columns[this.at.column];
    const content = this.editor.value.trim();
    const value = this.options.tidy?.(column, content) ?? content;
    this.editing = false;
    this.editor.classList.remove("editing");
    this.list.hidden = true;
    if (value !== (row.cells[column.key] ?? "")) this.change([{row, column, value}]);
    else this.options.onDraft?.(row, column, null);
    this.editor.value = "";
  }

  /** @param {CellChange[]} changes */
  change(changes) {
    for (const {row, column, value} of changes) {
      row.cells[column.key] = value;
      const cell = this.cell(this.rows.indexOf(row), this.options.columns.indexOf(column));
      if (cell) this.fill(cell, row, column);
    }
    this.options.onChange(changes);
  }

  /** @param {number} down @param {number} right @param {boolean} [extend] */
  move(down, right, extend = false) {
    if (down === 1 && !extend && this.at.row === this.rows.length - 1 && this.options.onEnd) { this.options.onEnd(); return; }
    const to = extend ? this.end : this.at;
    to.row = Math.max(0, Math.min(this.rows.length - 1, to.row + down));
    to.column = Math.max(0, Math.min(this.options.columns.length - 1, to.column + right));
    if (!extend) this.end = {...this.at};
    this.put(true);
  }

  /** The rows and columns of the range. */
  bounds() {
    const [top, bottom] = [this.at.row, this.end.row].sort((a, b) => a - b);
    const [left, right] = [this.at.column, this.end.column].sort((a, b) => a - b);
    return {top, bottom, left, right};
  }

  /** @returns {CellChange[]} the cells of the range that may change, with their values */
  range() {
    /** @type {CellChange[]} */
    const cells = [];
    const {top, bottom, left, right} = this.bounds();
    for (let r = top; r <= bottom; r++) {
      for (let c = left; c <= right; c++) {
        const column = this.options.columns[c];
        cells.push({row: this.rows[r], column, value: this.rows[r].cells[column.key] ?? ""});
      }
    }
    return cells;
  }

  empty() {
    const cells = this.range().filter(({row, column, value}) => value && !row.locked && !column.locked && !column.toggle);
    if (cells.length && !document.body.dataset.locked) this.change(cells.map((one) => ({...one, value: ""})));
    this.put(true);
  }

  fillDown() {
    const {top, bottom} = this.bounds();
    const first = Math.max(0, top === bottom ? top - 1 : top);
    const cells = this.range().filter(({row, column}) => !row.locked && !column.locked && row !== this.rows[first]);
    if (cells.length) this.change(cells.map((one) => ({...one, value: this.rows[first].cells[one.column.key] ?? ""})));
    this.put(true);
  }

  listen() {
    const {editor, table} = this;
    table.addEventListener("mousedown", (event) => {
      const cell = /** @type {Element} */ (event.target).closest("td[data-column]");
      const line = cell?.closest("tr");
      if (!(cell instanceof HTMLElement) || !line) return;
      event.preventDefault();
      this.commit();
      const row = this.rows.findIndex((one) => one.id === line.dataset.row);
      const column = this.options.columns.findIndex((one) => one.key === cell.dataset.column);
      if (event.shiftKey) { this.end = {row, column}; this.put(true); return; }
      this.focus(row, column);
      if (this.options.columns[column].toggle && !this.isLocked()) {
        const {key} = this.options.columns[column];
        this.change([{row: this.rows[row], column: this.options.columns[column], value: this.rows[row].cells[key] ? "" : "是"}]);
      }
    });
    editor.addEventListener("dblclick", () => { if (!this.editing) this.edit(false); });
    table.addEventListener("dblclick", () => { if (!this.editing) this.edit(false); });
    editor.addEventListener("compositionstart", () => {
      this.composing = true;
      if (!this.editing) this.edit(true);
    });
    editor.addEventListener("compositionend", () => { this.composing = false; this.input(); });
    editor.addEventListener("input", (event) => {
      if (!this.editing) this.edit(true);
      if (!this.composing && !(/** @type {InputEvent} */ (event)).isComposing) this.input();
    });
    editor.addEventListener("blur", () => { this.composing = false; this.commit(); this.list.hidden = true; });
    editor.addEventListener("keydown", (event) => this.key(event));
    for (const kind of /** @type {const} */ (["copy", "cut"])) {
      editor.addEventListener(kind, (event) => {
        if (this.editing) return;
        event.preventDefault();
        const cells = this.range();
        const rows = [...new Set(cells.map(({row}) => row))].map((row) => cells.filter((one) => one.row === row).map(({value}) => value));
        event.clipboardData?.setData("text/plain", textOf(rows));
        if (kind === "cut") this.empty();
      });
    }
    editor.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (this.editing && !/[\t\n]/.test(text.trim())) return;
      event.preventDefault();
      this.paste(rowsOf(text));
    });
  }

  input() {
    this.grow();
    this.suggest();
    this.options.onDraft?.(this.rows[this.at.row], this.options.columns[this.at.column], this.editor.value);
  }

  /** @param {string[][]} rows */
  paste(rows) {
    if (!rows.length || document.body.dataset.locked) return;
    this.editing = false;
    if (rows.length > 1 || rows[0].length > 1) {
      if (this.options.onPaste(rows)) return;
    }
    /** @type {CellChange[]} */
    const changes = [];
    rows.forEach((cells, down) => cells.forEach((value, right) => {
      const [row, column] = [this.rows[this.at.row + down], this.options.columns[this.at.column + right]];
      if (row && column && !row.locked && !column.locked && !column.toggle) changes.push({row, column, value: value.trim()});
    }));
    if (changes.length) this.change(changes);
    this.put(true);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const {key} = event;
    const control = event.ctrlKey || event.metaKey;
    const column = this.options.columns[this.at.column];
    const take = () => { event.preventDefault(); event.stopPropagation(); };
    if (this.editing) {
      if (key === "Enter" && !event.altKey) { take(); this.commit(); this.move(event.shiftKey ? -1 : 1, 0); }
      else if (key === "Enter") { take(); this.editor.setRangeText("\n", this.editor.selectionStart, this.editor.selectionEnd, "end"); this.input(); }
      else if (key === "Tab") { take(); this.commit(); this.move(0, event.shiftKey ? -1 : 1); }
      else if (key === "Escape") { take(); this.options.onDraft?.(this.rows[this.at.row], column, null); this.put(true); }
      else if ((key === "ArrowDown" || key === "ArrowUp") && !this.editor.value.includes("\n")) { take(); this.commit(); this.move(key === "ArrowDown" ? 1 : -1, 0); }
      return;
    }
    const moves = /** @type {Record<string, [number, number]>} */ ({ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageDown: [12, 0], PageUp: [-12, 0]});
    if (moves[key] && !event.altKey) { take(); this.move(...moves[key], event.shiftKey); }
    else if (key === "Tab") {
      const last = event.shiftKey ? this.at.row === 0 && this.at.column === 0 : this.at.row === this.rows.length - 1 && this.at.column === this.options.columns.length - 1;
      if (last) return;
      take();
      const wraps = event.shiftKey ? this.at.column === 0 : this.at.column === this.options.columns.length - 1;
      if (wraps) { this.at.column = event.shiftKey ? this.options.columns.length - 1 : 0; this.move(event.shiftKey ? -1 : 1, 0); }
      else this.move(0, event.shiftKey ? -1 : 1);
    }
    else if (key === "Enter") { take(); this.move(event.shiftKey ? -1 : 1, 0); }
    else if (key === "F2") { take(); this.edit(false); }
    else if (key === "Delete" || key === "Backspace") { take(); this.empty(); }
    else if (key === "Home") { take(); this.at.column = 0; this.move(0, 0); }
    else if (key === "End") { take(); this.at.column = this.options.columns.length - 1; this.move(0, 0); }
    else if (control && key.toLowerCase() === "d") { take(); this.fillDown(); }
    else if (key === " " && column.toggle) { take(); if (!this.isLocked()) this.change([{row: this.rows[this.at.row], column, value: this.rows[this.at.row].cells[column.key] ? "" : "是"}]); }
  }
}
