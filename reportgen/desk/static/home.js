// The first page: each year is checked in the background, one after the other.

import {element} from "./dialogs.js";
import {importForm} from "./import.js";
import {get, post} from "./send.js";

const WORDS = [["error", "e", "处错误"], ["warning", "w", "处提醒"], ["pending", "p", "项待补充"]];

document.getElementById("open-sample")?.addEventListener("click", async () => {
  location.assign((await post("/sample", {})).href);
});

for (const form of document.querySelectorAll("[data-import]")) importForm(/** @type {HTMLFormElement} */ (form));

for (const cell of document.querySelectorAll("[data-state]")) {
  const answer = await get(/** @type {HTMLElement} */ (cell).dataset.state ?? "").catch(() => null);
  if (!answer) continue;
  const marks = WORDS.filter(([weight]) => answer.counts[weight]).map(([weight, letter, words]) =>
    element("span", {class: "f1"}, element("i", {class: `dot ${letter}`}), `${answer.counts[weight]} ${words}`));
  const fine = element("span", {class: "f1 ok"}, element("i", {class: "dot o"}), "没有发现问题");
  cell.querySelector(".st")?.replaceChildren(...(marks.length ? marks : [fine]));
  const next = cell.querySelector(".nx2");
  if (next && !next.textContent) next.textContent = `下一步：${answer.next}`;
}

window.setInterval(() => { void get("/ping").catch(() => null); }, 10000);
