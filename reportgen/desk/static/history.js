// 以前的样子: a panel over the page with the earlier versions of a year.

import {attempt, element} from "./dialogs.js";
import {change, flush} from "./saving.js";
import {part} from "./send.js";

/** @param {string} base @param {() => Promise<void>} refresh */
export async function open(base, refresh) {
  await flush();
  const panel = /** @type {HTMLDialogElement} */ (element("dialog", {class: "history", "aria-label": "以前的样子"}));
  document.body.append(panel);
  panel.innerHTML = await part(`${base}/history`);
  panel.addEventListener("close", () => panel.remove());
  panel.showModal();

  /** @param {string} version */
  async function compare(version) {
    panel.querySelectorAll(".ver").forEach((one) => one.classList.toggle("on", /** @type {HTMLElement} */ (one).dataset.version === version));
    const place = /** @type {HTMLElement} */ (panel.querySelector("#compared"));
    place.innerHTML = await part(`${base}/history/${version}`);
  }

  panel.addEventListener("click", async (event) => {
    const target = /** @type {Element} */ (event.target);
    const version = /** @type {HTMLElement | null} */ (target.closest("[data-version]"));
    const back = /** @type {HTMLElement | null} */ (target.closest("[data-bring-back]"));
    if (target.closest("[data-close]")) panel.close();
    else if (version) await compare(version.dataset.version ?? "");
    else if (back) {
      await attempt(async () => {
        await change(back.dataset.of ?? "", [JSON.parse(back.dataset.bringBack ?? "{}")]);
        await compare(/** @type {HTMLElement} */ (panel.querySelector(".ver.on")).dataset.version ?? "");
        await refresh();
      });
    }
  });
  panel.addEventListener("keydown", (event) => {
    const by = {ArrowDown: 1, ArrowUp: -1}[event.key];
    const list = /** @type {HTMLElement[]} */ ([...panel.querySelectorAll(".ver:not(:disabled)")]);
    const at = list.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (!by || at < 0) return;
    event.preventDefault();
    list[Math.max(0, Math.min(at + by, list.length - 1))].focus();
  });
  /** @type {HTMLElement | null} */ (panel.querySelector(".ver:not(:disabled)"))?.focus();
}
