// The first page: each year is checked in the background, one after the other.

import {button, dialog, element} from "./dialogs.js";
import {importForm} from "./import.js";
import {Refused, get, post, upload} from "./send.js";

const WORDS = [["error", "e", "处错误"], ["warning", "w", "处提醒"], ["pending", "p", "项待补充"]];

document.getElementById("open-sample")?.addEventListener("click", async () => {
  location.assign((await post("/sample", {})).href);
});

for (const form of document.querySelectorAll("[data-import]")) importForm(/** @type {HTMLFormElement} */ (form));

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-branch-form]"));

/** Reads a form that was filled in; what could not be read is said before its branch opens. @param {File | undefined} file */
async function readForm(file) {
  const problem = document.querySelector("[data-branch-form] .problem, .home .problem");
  if (!file || !problem) return;
  if (!/\.xlsx$/i.test(file.name)) { problem.textContent = "填报表是 .xlsx；请在 Excel 或 WPS 里另存为 .xlsx 再拿来"; return; }
  problem.textContent = `正在读“${file.name}”……`;
  try {
    const {href, message, remarks} = await upload(`/branch-form?${new URLSearchParams({file: file.name})}`, file);
    const go = () => location.assign(href);
    if (!remarks.length) { go(); return; }
    problem.textContent = "";
    dialog(element("h2", {}, `${message}，有 ${remarks.length} 处没有放进去`), element("p", {class: "hint"}, "填报表还留着；改好再收一次，只补这些。"),
      element("ul", {}, ...remarks.map((/** @type {string} */ one) => element("li", {}, one))), element("div", {class: "rw"}, button("打开总结", go, "btn sm pri")))
      .addEventListener("close", go);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    problem.textContent = error.message;
  }
}

if (form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input[type=file]"));
  input.addEventListener("change", () => { void readForm(input.files?.[0]); input.value = ""; });
  form.addEventListener("submit", (event) => {
    const name = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("name"));
    if (name?.value.trim()) return;
    event.preventDefault();
    const problem = form.querySelector(".problem");
    if (problem) problem.textContent = "先写上支部的全称";
  });
  document.addEventListener("dragover", (event) => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    void readForm(event.dataTransfer.files[0]);
  });
}

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
