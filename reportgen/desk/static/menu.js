// What the menu of the bar opens: a search over the year, the keys, and the end of the desk.

import {button, dialog, element} from "./dialogs.js";
import {get, post} from "./send.js";

/** @typedef {{where: string, before: string, value: string, after: string, href: string, path: string[]}} Hit */

/** @param {string} what @param {{base: string, lead: (href: string, path: string[]) => Promise<void>, leave: () => Promise<void>, listed: import("./faults.js").Fault[]}} page */
export function open(what, page) {
  if (document.querySelector("dialog[open]")) return;
  if (what === "faults") list(page);
  if (what === "search") search(page);
  if (what === "stop") stop(page);
  if (what === "keys") {
    const box = dialog(/** @type {HTMLTemplateElement} */ (document.getElementById("keys")).content.cloneNode(true), element("div", {class: "rw"}, button("知道了", () => box.close())));
  }
}

/** @param {{base: string, lead: (href: string, path: string[]) => Promise<void>}} page */
function search({base, lead}) {
  const input = /** @type {HTMLInputElement} */ (element("input", {class: "in1", type: "search", "aria-label": "找这一年的文字", placeholder: "总结、数字、活动、计划里的字"}));
  const list = element("div", {class: "picker hits", role: "listbox", "aria-label": "找到的地方"});
  const count = element("p", {class: "hint", role: "status"});
  const box = dialog(element("h2", {}, "找这一年的文字"), input, count, list);
  let latest = 0;
  const find = async () => {
    const words = input.value.trim();
    const number = ++latest;
    /** @type {{hits: Hit[], all: number}} */
    const {hits, all} = words ? await get(`${base}/search?${new URLSearchParams({words})}`).catch(() => ({hits: [], all: 0})) : {hits: [], all: 0};
    if (number !== latest) return;
    count.textContent = !words ? "" : !all ? "没有找到" : all > hits.length ? `找到 ${all} 处，先列 ${hits.length} 处` : `找到 ${all} 处`;
    list.replaceChildren(...hits.map((hit) => {
      const row = button("", () => { box.close(); void lead(hit.href, hit.path); }, "");
      row.setAttribute("role", "option");
      row.append(element("span", {class: "pill p"}, hit.where), element("span", {}, hit.before, element("mark", {}, hit.value), hit.after));
      return row;
    }));
  };
  input.addEventListener("input", (event) => { if (!(/** @type {InputEvent} */ (event)).isComposing) void find(); });
  input.addEventListener("compositionend", () => void find());
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("button")]);
    const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const to = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : event.key === "Enter" && at < 0 ? 0 : null;
    if (to === null) return;
    event.preventDefault();
    if (event.key === "Enter") rows[0]?.click();
    else (rows[Math.min(to, rows.length - 1)] ?? input).focus();
  });
  input.focus();
}

/** Lists faults by the tab that mends them; a line leads to its field. @param {{base: string, lead: (href: string, path: string[]) => Promise<void>, listed: import("./faults.js").Fault[]}} page */
function list({base, lead, listed}) {
  const tabs = [...document.querySelectorAll(".top nav a[data-tab]")];
  const at = (/** @type {import("./faults.js").Fault} */ fault) => tabs.findIndex((tab) => /** @type {HTMLElement} */ (tab).dataset.tab === fault.tab);
  const lines = [...listed].sort((one, other) => at(one) - at(other)).map((fault) => {
    const row = button("", () => { box.close(); void (fault.path.length ? lead(fault.href, fault.path) : lead(`${base}/finish`, [])); }, "");
    const tab = tabs[at(fault)]?.firstChild?.textContent;
    row.append(...(tab ? [element("span", {class: "pill p"}, tab)] : []), element("span", {}, fault.message));
    return row;
  });
  const box = dialog(element("h2", {}, listed.length ? `${listed.length} 处，点一处就到` : "这里没有要改的"), element("div", {class: "picker hits"}, ...lines),
    element("div", {class: "rw"}, button("关上", () => box.close())));
}

/** @param {{leave: () => Promise<void>}} page */
function stop({leave}) {
  const box = dialog(element("h2", {}, "关掉工作台？"), element("p", {}, "写的都在文件里；再打开“工作台”就接着写。"),
    element("div", {class: "rw"}, button("关掉", async () => {
      await leave();
      await post("/stop", {}).catch(() => null);
      document.body.replaceChildren(element("main", {class: "first"}, element("div", {class: "fc"}, element("h1", {}, "工作台关了"), element("p", {class: "ld"}, "写的都存好了，这一页可以关上。"))));
    }, "btn sm pri"), button("不关", () => box.close())));
}

/** Lets events of the log be chosen; their subjects become titles of works. @param {string} base @param {(titles: string[]) => Promise<unknown>} take */
export async function pickEvents(base, take) {
  /** @type {{id: string, cells: Record<string, string>}[]} */
  const rows = (await get(`${base}/activities-rows`)).rows;
  const searchBox = /** @type {HTMLInputElement} */ (element("input", {class: "in1", type: "search", "aria-label": "找活动", placeholder: "找活动：主题、类别、月份"}));
  const lines = rows.filter((row) => row.cells.title).map((row) => {
    const tick = /** @type {HTMLInputElement} */ (element("input", {type: "checkbox", value: row.cells.title}));
    return element("li", {}, element("label", {}, tick, ` ${row.cells.date ?? ""}　`, element("span", {class: "pill a"}, row.cells.kinds || "活动"), ` ${row.cells.title}`));
  });
  const list = element("ul", {class: "wh scroll"}, ...lines);
  const store = async () => {
    const titles = [...list.querySelectorAll("input:checked")].map((one) => /** @type {HTMLInputElement} */ (one).value);
    box.close();
    if (titles.length) await take(titles);
  };
  const box = dialog(element("h2", {}, "从活动记录里挑"), element("p", {class: "hint"}, "挑中的一次活动成为一项工作，只用它的主题作标题；正文您来写。"), searchBox, list,
    element("div", {class: "rw"}, button("添上", () => void store(), "btn sm pri"), button("不挑了", () => box.close())));
  searchBox.addEventListener("input", () => lines.forEach((line) => { line.hidden = !line.textContent?.includes(searchBox.value.trim()); }));
  searchBox.focus();
}
