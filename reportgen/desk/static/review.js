// 核对: what was read from a Word report is ticked off, one after the other.

import {attempt, sayRefused} from "./dialogs.js";
import {part, post} from "./send.js";

/** @param {string} base */
export function start(base) {
  const place = /** @type {HTMLElement} */ (document.getElementById("part"));

  /** @param {unknown} content */
  async function decide(content) {
    await attempt(async () => {
      await post(`${base}/review`, content);
      const scroll = place.querySelector(".fmb")?.scrollTop ?? 0;
      place.innerHTML = await part(`${base}/review`);
      const list = place.querySelector(".fmb");
      if (list) list.scrollTop = scroll;
    });
  }

  place.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const row = /** @type {HTMLElement | null} */ (target.closest(".ck"));
    if (!row) return;
    if (target.matches("[data-right]")) void decide({parts: [Number(row.dataset.part)]});
    if (target.matches("[data-drop]")) void decide({dropped: [row.dataset.figure]});
    if (target.matches("[data-take]")) {
      const input = /** @type {HTMLInputElement} */ (row.querySelector("input"));
      if (!input.value.trim()) { input.focus(); sayRefused("叫什么？写个名称"); return; }
      void decide({figures: {[row.dataset.figure ?? ""]: input.value.trim()}});
    }
  });
}
