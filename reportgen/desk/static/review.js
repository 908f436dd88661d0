// 核对: what was read from a Word report is ticked off, one after the other.

import {attempt, sayRefused} from "./dialogs.js";
import {part, post} from "./send.js";

/** @param {string} base */
export function start(base) {
  const place = /** @type {HTMLElement} */ (document.getElementById("part"));

  const figures = () => /** @type {HTMLElement[]} */ ([...place.querySelectorAll("[data-figure]")]);

  /** Stores what was decided; the names that are typed so far stay. @param {unknown} content */
  async function decide(content) {
    await attempt(async () => {
      await post(`${base}/review`, content);
      const scroll = place.querySelector(".fmb")?.scrollTop ?? 0;
      const markup = await part(`${base}/review`);
      const names = new Map(figures().map((row) => [row.dataset.figure, row.querySelector("input")?.value ?? ""]));
      place.innerHTML = markup;
      for (const row of figures()) Object.assign(row.querySelector("input") ?? {}, {value: names.get(row.dataset.figure)});
      const list = place.querySelector(".fmb");
      if (list) list.scrollTop = scroll;
    });
  }

  const nameIn = (/** @type {Element} */ row) => /** @type {HTMLInputElement} */ (row.querySelector("input")).value.trim();

  /** Shows the paragraph of her document in which a row's sentence stands. @param {Element} row */
  function point(row) {
    const words = row.querySelector("[data-sentence]")?.textContent ?? "";
    const blocks = [...document.querySelectorAll(".blk1")];
    const own = words ? blocks.find((one) => one.textContent?.includes(words.replace(/[。；，]$/, ""))) : undefined;
    blocks.forEach((one) => one.classList.toggle("cur", one === own));
    own?.scrollIntoView({block: "nearest"});
  }

  place.addEventListener("focusin", (event) => {
    const row = /** @type {Element} */ (event.target).closest(".ck");
    if (row) point(row);
  });
  place.addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (event.key !== "Enter" || event.isComposing || !target.matches(".nm")) return;
    event.preventDefault();
    /** @type {HTMLElement | null | undefined} */ (target.closest(".ck")?.querySelector("[data-take]"))?.click();
  });
  place.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.matches("[data-take-all]")) {
      const rows = figures();
      const names = rows.map(nameIn);
      // Of two figures with one name the second waits for another one.
      const own = rows.filter((row, index) => names[index] && names.indexOf(names[index]) === index);
      void decide({figures: Object.fromEntries(own.map((row) => [row.dataset.figure, nameIn(row)]))});
    }
    const row = /** @type {HTMLElement | null} */ (target.closest(".ck"));
    if (!row) return;
    point(row);
    if (target.matches("[data-right]")) void decide({parts: [Number(row.dataset.part)]});
    if (target.matches("[data-drop]")) void decide({dropped: [row.dataset.figure]});
    if (target.matches("[data-take]")) {
      if (!nameIn(row)) { row.querySelector("input")?.focus(); sayRefused("叫什么？写个名称"); return; }
      void decide({figures: {[row.dataset.figure ?? ""]: nameIn(row)}});
    }
  });
}
