// The pages or slides that show one thing, and no others.

import {element} from "./dialogs.js";
import {pending} from "./saving.js";
import {inTurn, post} from "./send.js";

/**
 * Returns what draws, in #report-place or #deck-place, the pages or slides on which a part of a file is written.
 * @param {string} base @param {"report"|"deck"} show @returns {(file: string, path: string[]) => Promise<void>}
 */
export function view(base, show) {
  /** the pages that are known, by their digests @type {Map<string, string>} */
  const markupOf = new Map();
  return inTurn(async (/** @type {string} */ file, /** @type {string[]} */ path) => {
    const answer = await post(`${base}/preview`, {show, drafts: pending(), known: [...markupOf.keys()], focus: {file, path}}).catch(() => null);
    const place = document.getElementById(`${show}-place`);
    const line = document.getElementById(`in-${show}`);
    if (!place || !line) return;
    if (!answer) { line.textContent = "现在画不出来"; return; }
    if (!document.querySelector(`link[href="${answer.style}"]`)) document.head.append(element("link", {rel: "stylesheet", href: answer.style}));
    answer.fragments.forEach((/** @type {any} */ one) => { if (one.html) markupOf.set(one.digest, one.html); });
    const at = answer.lines;
    const own = answer.fragments.filter((/** @type {any} */ one) => at && [...(markupOf.get(one.digest) ?? "").matchAll(/data-at="([^"]*):(\d+):\d+"/g)].some(([, path, row]) => path === at.path && Number(row) >= at.first && Number(row) <= at.last));
    const pages = `第 ${own.map((/** @type {any} */ one) => one.number).join("、")} 页`;
    line.textContent = !own.length ? "还没有用到" : own.length > 1 ? `${pages}，分成 ${own.length} 页` : show === "report" ? `${pages}，不跨页` : pages;
    const drawings = element("div", {class: "shared"});
    drawings.innerHTML = answer.shared;
    place.replaceChildren(drawings, ...own.map((/** @type {any} */ one) => {
      const paper = element("div", {class: "sheet-of-paper"});
      paper.innerHTML = markupOf.get(one.digest) ?? "";
      return paper;
    }));
  });
}
