// A new branch in four steps, and a further year; nothing is written before the last button.

import {element} from "./dialogs.js";
import {importForm} from "./import.js";
import {create, upload} from "./send.js";

const NUMBERS = "一二三四五六七八九十";
const branch = /** @type {HTMLFormElement | null} */ (document.getElementById("new-branch"));
const year = /** @type {HTMLFormElement | null} */ (document.getElementById("new-year"));

year?.addEventListener("submit", (event) => {
  event.preventDefault();
  const value = Number(/** @type {HTMLInputElement} */ (year.elements.namedItem("year")).value);
  void create(year.dataset.to ?? "", {year: value}, year.querySelector(".problem"));
});

if (branch) wizard(branch);
for (const form of document.querySelectorAll("[data-import]")) importForm(/** @type {HTMLFormElement} */ (form));

/** @param {HTMLFormElement} form */
function wizard(form) {
  let step = 1;
  /** @type {HTMLElement[]} */
  const types = [];
  const next = /** @type {HTMLButtonElement} */ (document.getElementById("next"));
  const back = /** @type {HTMLButtonElement} */ (document.getElementById("back"));
  const own = /** @type {HTMLTextAreaElement} */ (document.getElementById("chapters"));
  /** @param {string} name */
  const text = (name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value.trim();
  const way = () => /** @type {RadioNodeList} */ (form.elements.namedItem("way")).value;
  /** @type {File | null} */
  let word = null;
  const record = () => /** @type {HTMLSelectElement | null} */ (document.getElementById("last"))?.selectedOptions[0];
  /** the types of the record that the chapters are taken from, where each chapter has one */
  const typesOfRecord = () => { const found = JSON.parse(record()?.dataset.types ?? "[]"); return found.length === chapters().length ? found : []; };
  const rows = () => own.value.split("\n").map((row) => row.trim()).filter(Boolean);
  const list = /** @type {HTMLElement} */ (document.querySelector(".toc ol"));

  /** @returns {string[]} the titles of the chapters */
  function chapters() {
    switch (way()) {
      case "types": return types.map((one) => one.dataset.chapter ?? "");
      case "own": return rows();
      case "last": return word ? [`（照“${word.name}”里的章）`] : JSON.parse(record()?.dataset.chapters ?? "[]");
      case "later": return [list.dataset.undecided ?? ""];
      default: return [];
    }
  }

  function ready() {
    if (step === 1) return Boolean(text("name"));
    if (step === 2) return /^(19|20)\d\d$/.test(text("year"));
    if (step === 3) return chapters().length > 0;
    return true;
  }

  function draw() {
    form.querySelectorAll("[data-step]").forEach((part) => {
      const one = /** @type {HTMLElement} */ (part);
      one.hidden = Number(one.dataset.step) !== step;
    });
    document.querySelectorAll("[data-step-mark]").forEach((mark) => {
      const number = Number(/** @type {HTMLElement} */ (mark).dataset.stepMark);
      mark.className = `s1 ${number < step ? "dn" : number === step ? "on" : ""}`;
      if (number === step) mark.setAttribute("aria-current", "step"); else mark.removeAttribute("aria-current");
      const words = ["", text("name"), `${text("year")} 年度`, `${chapters().length} 章`, ""][number];
      const place = mark.querySelector("em");
      if (place) place.textContent = number < step ? words : "";
    });
    /** @type {HTMLElement} */ (form.querySelector(".tys")).hidden = way() !== "types";
    own.hidden = way() !== "own";
    /** @type {HTMLElement} */ (form.querySelector(".lasts")).hidden = way() !== "last";
    types.forEach((one, index) => { /** @type {HTMLElement} */ (one.querySelector("b")).textContent = String(index + 1); });
    const titles = chapters();
    /** @type {HTMLElement} */ (document.querySelector(".toc h2")).textContent = `${text("short") || text("name") || "（支部名称）"}\n${text("year")}年度党建工作总结`;
    const closing = ["存在的问题", "计划和结尾"];
    list.replaceChildren(
      ...titles.map((title, index) => element("li", {}, `${NUMBERS[index] ?? index + 1}、${title}`)),
      ...(titles.length ? closing.map((title, index) => element("li", {class: "au"}, `${NUMBERS[titles.length + index] ?? ""}、${title}`)) : [element("li", {class: "au"}, "选好章节，这里就有目录")]));
    back.hidden = step === 1;
    next.textContent = step === 4 ? "建好" : "下一步";
    next.disabled = !ready();
    if (step === 4) {
      const words = [["支部", text("name")], ["简称", text("short") || "（用全称）"], ["所在单位", text("unit") || "（空着）"],
        ["上级党组织", text("upper") || "（空着）"], ["书记", text("secretary") || "（空着）"], ["年度", text("year")], ["章节", titles.join("；")]];
      form.querySelector(".sums")?.replaceChildren(...words.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
    }
  }

  form.addEventListener("input", (event) => { if (!(/** @type {InputEvent} */ (event)).isComposing) draw(); });
  form.addEventListener("compositionend", draw);
  form.addEventListener("change", (event) => {
    const target = /** @type {HTMLInputElement} */ (event.target);
    if (target.id === "last-word") {
      word = target.files?.[0] ?? null;
      /** @type {HTMLElement} */ (document.getElementById("last-file")).textContent = word?.name ?? "";
    } else if (target.id === "last") word = null;
    draw();
  });
  form.addEventListener("click", (event) => {
    const type = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-type]"));
    if (!type) return;
    const index = types.indexOf(type);
    if (index >= 0) types.splice(index, 1); else types.push(type);
    type.setAttribute("aria-pressed", String(index < 0));
    if (index >= 0) /** @type {HTMLElement} */ (type.querySelector("b")).textContent = "";
    draw();
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); if (ready()) next.click(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && event.target instanceof HTMLInputElement) { event.preventDefault(); if (ready()) next.click(); }
  });
  form.addEventListener("click", (event) => {
    // Arrow keys go from way to way: only a pointer moves the caret on.
    if (event.detail && /** @type {Element} */ (event.target).matches(".op label *, .op > input")) window.setTimeout(() => { if (way() === "own") own.focus(); });
  });
  back.addEventListener("click", () => { step -= 1; draw(); });
  next.addEventListener("click", () => {
    if (!ready()) return;
    if (step < 4) { step += 1; draw(); /** @type {HTMLElement | null} */ (form.querySelector(`[data-step="${step}"] input`))?.focus(); return; }
    if (way() === "last" && word) {
      void upload(`/import-word?${new URLSearchParams({name: text("name"), year: text("year"), file: word.name})}`, word).then((made) => location.assign(made.href), (error) => {
        const problem = form.querySelector(".problem");
        if (problem) problem.textContent = error.message;
      });
      return;
    }
    const kinds = way() === "types" ? types.map((one) => one.dataset.type) : way() === "last" ? typesOfRecord() : [];
    void create("/new-branch", {
      name: text("name"), short: text("short"), unit: text("unit"), upper: text("upper"), secretary: text("secretary"),
      year: Number(text("year")),
      types: kinds,
      chapters: kinds.length ? [] : chapters(),
    }, form.querySelector(".problem"));
  });
  draw();
  form.querySelector("input")?.focus();
}
