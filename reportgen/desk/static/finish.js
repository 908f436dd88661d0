// 定稿: the list shrinks as things are mended; the finished files are made on a click.

import {attempt} from "./dialogs.js";
import {change} from "./saving.js";
import {Refused, part} from "./send.js";

/** @param {{base: string, file: string, lead: (href: string, path: string[]) => void}} page */
export function start({file}) {
  const place = /** @type {HTMLElement} */ (document.getElementById("finish"));

  async function draw() {
    try {
      place.innerHTML = await part(place.dataset.list ?? "");
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const wait = place.querySelector(".wait");
      if (wait) wait.textContent = error.message;
    }
  }

  /** @param {string[]} path @param {string | null} value @param {string | null} base @param {boolean} reload */
  async function set(path, value, base, reload) {
    await attempt(async () => {
      await change(file, [{operation: "set", path, value, base}]);
      if (reload) location.reload(); else await draw();
    });
  }

  place.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.matches("[data-fill]")) {
      const input = /** @type {HTMLInputElement} */ (target.previousElementSibling);
      if (input.value.trim()) void set(JSON.parse(input.dataset.set ?? "[]"), input.value.trim(), null, false);
    } else if (target.matches("[data-lock]")) {
      void set(["final"], target.dataset.lock ?? "", null, true);
    } else if (target.matches("[data-aside]")) {
      void aside(target);
    } else if (target.matches("[data-unlock]")) {
      void unlock();
    }
  });

  /** What is not to be used this year, and a doubt that is answered, are not asked about again. @param {HTMLElement} button */
  async function aside(button) {
    await attempt(async () => {
      await change(file, [{operation: "add", path: ["exceptions"], value: {[button.dataset.as ?? "fact"]: button.dataset.aside}}]);
      button.closest(".ck")?.classList.add("done");
      await draw();
    });
  }

  async function unlock() {
    await attempt(async () => {
      await change(file, [{operation: "set", path: ["final"], value: null, base: null, forced: true}]);
      location.reload();
    });
  }

  void draw();
  return {refresh: draw};
}
