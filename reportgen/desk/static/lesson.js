// 党课: the rehearsal with the clock, small slides in the outline, and what a lesson quotes.

import "./figure-text.js";
import {sayRefused} from "./dialogs.js";
import {change} from "./saving.js";
import {Refused, part} from "./send.js";

/** @param {number} seconds */
const hand = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
/** @param {number} seconds */
const words = (seconds) => `${seconds >= 60 ? `${Math.floor(seconds / 60)}分` : ""}${Math.floor(seconds % 60)}秒`;

/** @param {{base: string, file: string, refresh: () => Promise<void>}} page */
export function start({base, file, refresh}) {
  const key = `rehearsal ${file}`;
  /** when the rehearsal would have begun without its stops, 0 while it stands */
  let began = 0;
  let elapsed = 0;
  let at = 0;

  const pieces = () => /** @type {SVGRectElement[]} */ ([...document.querySelectorAll("#clock rect")]);
  /** @param {string} name @param {string} text */
  const show = (name, text) => { const place = document.querySelector(`#clock [data-${name}]`); if (place) place.textContent = text; };

  function draw() {
    if (began) elapsed = (performance.now() - began) / 1000;
    const last = localStorage.getItem(key);
    show("rehearsal", began ? "试讲中" : elapsed ? "停着，Esc 重来" : last ? `上次试讲 ${words(Number(last))}` : "");
    const button = document.querySelector("#clock [data-rehearse]");
    if (button?.firstChild) button.firstChild.nodeValue = began ? "停　" : "试讲　";
    const rect = document.querySelector("#clock [data-hand]");
    if (!began && !elapsed) { rect?.setAttribute("hidden", ""); return; }
    show("elapsed", hand(elapsed));
    const all = pieces();
    const total = Number(document.getElementById("clock")?.dataset.total) || 1;
    const x = `${Math.min(100, 100 * elapsed / total).toFixed(2)}%`;
    rect?.removeAttribute("hidden");
    for (const name of ["x1", "x2"]) rect?.setAttribute(name, x);
    all.forEach((one, index) => { one.classList.toggle("past", index < at); one.classList.toggle("on", index === at); });
    const own = all[at];
    if (!own) return;
    const left = Number(own.dataset.from) + Number(own.dataset.for) - elapsed;
    show("left", left >= 0 ? `这一页还有 ${words(left)}` : `这一页过了 ${words(-left)}`);
    document.querySelector("#clock [data-left]")?.classList.toggle("long", left < 0);
  }

  function toggle() {
    if (began) {
      localStorage.setItem(key, String(Math.floor(elapsed)));
      began = 0;
    } else {
      if (!elapsed) at = 0;
      began = performance.now() - elapsed * 1000;
      open();
    }
    draw();
  }

  function open() { /** @type {SVGElement | undefined} */ (pieces()[at]?.closest("a") ?? undefined)?.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true})); }

  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.isComposing || event.ctrlKey || event.altKey || target.matches("input, textarea, select, button, summary, a") || target.isContentEditable) return;
    if (event.key === " ") { event.preventDefault(); toggle(); }
    if (event.key === "Escape" && elapsed) { began = 0; elapsed = 0; void refresh(); }
    const by = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (by && elapsed) { event.preventDefault(); at = Math.max(0, Math.min(pieces().length - 1, at + by)); open(); draw(); }
  });
  document.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("[data-rehearse]")) { target.closest("button")?.blur(); toggle(); }
    const whole = /** @type {HTMLElement | null} */ (target.closest("[data-put]"));
    if (whole) void put(JSON.parse(whole.dataset.put ?? "[]"), JSON.parse(whole.dataset.value ?? "null"));
  });
  window.setInterval(() => { if (began) draw(); }, 250);

  // ── Small slides in the outline ──

  function thumbs() {
    const sheets = [...document.querySelectorAll("#pages[data-medium=slides] .sheet-of-paper")];
    for (const place of document.querySelectorAll("#outline [data-lines]")) {
      const box = /** @type {HTMLElement} */ (place);
      const [first, last] = (box.dataset.lines ?? "").split("-").map(Number);
      const sheet = /** @type {HTMLElement | undefined} */ (sheets.find((one) => [...one.querySelectorAll("[data-at]")].some((word) => {
        const [, path, line] = /^(.*):(\d+):\d+$/.exec(word.getAttribute("data-at") ?? "") ?? [];
        return path === box.dataset.of && Number(line) >= first && Number(line) <= last;
      })));
      if (!sheet || box.dataset.digest === sheet.dataset.digest) continue;
      box.dataset.digest = sheet.dataset.digest;
      box.innerHTML = sheet.innerHTML.replace(/ (id|data-at)="[^"]*"/g, "");
    }
  }
  document.addEventListener("drawn", () => { thumbs(); draw(); });

  // ── What is quoted ──

  /** @param {string[]} path @param {unknown} value */
  async function put(path, value) {
    try {
      await change(file, [{operation: "set", path, base: null, value}]);
      await refresh();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      sayRefused(error.status === 409 ? "这个名称已经有了" : error.message);
    }
  }

  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.dataset.putInto) return;
    event.preventDefault();
    const {name, ...value} = Object.fromEntries([...new FormData(form)].map(([key, text]) => [key, String(text).trim()]).filter(([, text]) => text));
    if (name) void put([form.dataset.putInto, name], value);
  });
  document.addEventListener("change", async (event) => {
    const target = /** @type {HTMLSelectElement} */ (event.target);
    if (target.id !== "from-record") return;
    const place = /** @type {HTMLElement} */ (document.getElementById("citable"));
    place.innerHTML = target.value ? await part(`${base}/citable/${target.value}`) : "";
  });

  thumbs();
  draw();
}
