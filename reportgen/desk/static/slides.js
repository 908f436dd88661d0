// 课件: the slides by section; the one that is looked at stands beside them, and its words can be written there.

import {attempt, button, element} from "./dialogs.js";
import {change, flush} from "./saving.js";
import {Refused, get, part, post} from "./send.js";

/** @typedef {{number: number, section: string, title: string, continued: boolean, work: string[], seconds: number}} Slide */

/** @param {{base: string, file: string, changed: () => void}} page */
export function start({base, file, changed}) {
  const sheet = /** @type {HTMLElement} */ (document.getElementById("sheet"));
  const sorter = /** @type {HTMLElement} */ (document.getElementById("sorter"));
  const side = /** @type {HTMLElement} */ (document.getElementById("slide"));
  const size = /** @type {HTMLInputElement} */ (document.getElementById("slide-size"));
  /** @type {Slide[]} */
  let slides = [];
  /** @type {{title: string, work: string[]}[]} */
  let hidden = [];
  /** @type {string[]} */
  let left = [];
  /** @type {Map<number, string>} */
  const markup = new Map();
  /** @type {Map<number, string>} */
  const digests = new Map();
  let current = 1;

  size.value = localStorage.getItem("slide-size") ?? size.value;
  size.addEventListener("input", () => { localStorage.setItem("slide-size", size.value); sorter.style.setProperty("--slide", `${size.value}px`); });
  sorter.style.setProperty("--slide", `${size.value}px`);

  async function load() {
    try {
      const [listing, drawn] = [await get(sheet.dataset.listing ?? ""), await post(`${base}/preview`, {show: "deck", drafts: [], known: [...digests.values()]})];
      slides = listing.slides;
      hidden = listing.hidden;
      left = listing.hide_slides;
      document.body.dataset.revision = listing.revision;
      const old = new Map([...digests].map(([number, digest]) => [digest, markup.get(number) ?? ""]));
      for (const one of drawn.fragments) {
        markup.set(one.number, one.html || (old.get(one.digest) ?? ""));
        digests.set(one.number, one.digest);
      }
      await style(drawn.style, drawn.shared);
      draw();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      sorter.replaceChildren(element("p", {class: "wait"}, error.message));
    }
  }

  /** @param {string} href @param {string} shared */
  async function style(href, shared) {
    if (!document.querySelector(`link[href="${href}"]`)) document.head.append(element("link", {rel: "stylesheet", href}));
    let place = document.getElementById("shared-drawings");
    if (!place) { place = element("div", {id: "shared-drawings", class: "shared"}); document.body.append(place); }
    place.innerHTML = shared;
  }

  function draw() {
    const count = document.getElementById("slide-count");
    if (count) count.textContent = `${slides.length} 页`;
    const boxes = [];
    let section = "";
    let group = element("div", {class: "slides"});
    for (const slide of slides) {
      if (slide.section !== section || !boxes.length) {
        section = slide.section;
        const many = slides.filter((one) => one.section === section).length;
        group = element("div", {class: "slides"});
        boxes.push(element("h2", {class: "sect"}, section || "开头", element("span", {}, `${many} 页`)), group);
      }
      group.append(thumb(slide));
    }
    if (hidden.length || left.length) {
      const list = element("div", {class: "slides"});
      boxes.push(element("h2", {class: "sect"}, "不上课件的", element("span", {}, "报告里照样有")), list);
      for (const one of hidden) list.append(element("div", {class: "off"}, one.title, button("放回来", () => void show(one.work, null), "lk")));
      for (const title of left) list.append(element("div", {class: "off"}, title, button("放回来", () => void hideTitle(title, false), "lk")));
    }
    sorter.replaceChildren(...boxes);
    big();
  }

  /** @param {Slide} slide */
  function thumb(slide) {
    const picture = element("div", {class: "paper"});
    picture.innerHTML = markup.get(slide.number) ?? "";
    const box = element("button", {type: "button", class: `thumb${slide.number === current ? " cur" : ""}`, "data-number": String(slide.number), "aria-label": `第 ${slide.number} 页：${slide.title}`},
      picture, element("span", {class: "name"}, element("b", {}, String(slide.number)), ` ${slide.title}`));
    if (!slide.work.length) box.append(element("span", {class: "auto"}, "自动"));
    if (slide.continued) box.title = "上一页放不下，分过来的";
    return box;
  }

  function big() {
    const slide = slides.find((one) => one.number === current);
    if (!slide) return;
    const picture = element("div", {class: "paper shadow", id: "big"});
    picture.innerHTML = (markup.get(slide.number) ?? "").replace(/id="slide-\d+"/, "");
    const head = element("div", {class: "lab"}, element("span", {class: "kick"}, `第 ${slide.number} 页　${slide.section}`));
    const field = element("div", {id: "slide-field"});
    const form = element("div", {id: "slide-form"});
    const off = button("这一页不上课件", () => void (slide.work.length ? show(slide.work, "none") : hideTitle(slide.title, true)));
    side.replaceChildren(head, picture, field, form, element("p", {}, off));
    if (slide.continued) form.append(element("p", {class: "hint"}, "上一页放不下，分过来的。"));
    if (!slide.work.length) { form.append(element("p", {class: "hint"}, "这一页由模板自动写出，数字和题目来自总结、数字和活动。")); return; }
    void part(`${base}/slides/${slide.work[3]}`).then((text) => { form.innerHTML = text; form.querySelectorAll("[data-field]").forEach((one) => { /** @type {HTMLElement} */ (one).hidden = false; }); form.querySelectorAll("textarea").forEach((area) => { area.style.height = `${area.scrollHeight + 2}px`; }); }).catch(() => {});
  }

  /** @param {string[]} work @param {string | null} way */
  async function show(work, way) {
    await set([...work, "slide", "show"], way === "auto" ? null : way);
  }

  /** @param {string} title @param {boolean} hides */
  async function hideTitle(title, hides) {
    const titles = hides ? [...left, title] : left.filter((one) => one !== title);
    await set(["hide_slides"], titles.length ? titles : null);
  }

  /** @param {string[]} path @param {unknown} value */
  async function set(path, value) {
    await attempt(async () => {
      const {value: base_} = await get(`${base}/value?path=${encodeURIComponent(JSON.stringify(path))}`);
      await change(file, [{operation: "set", path, base: base_, value}]);
      changed();
      await load();
    });
  }

  sorter.addEventListener("click", (event) => {
    const box = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-number]"));
    if (box) select(Number(box.dataset.number));
  });
  sorter.addEventListener("keydown", (event) => {
    const by = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (!by) return;
    event.preventDefault();
    select(Math.max(1, Math.min(slides.length, current + by)));
    /** @type {HTMLElement | null} */ (sorter.querySelector(`[data-number="${current}"]`))?.focus();
  });

  /** @param {number} number */
  function select(number) {
    void flush();
    current = number;
    sorter.querySelectorAll(".thumb").forEach((one) => one.classList.toggle("cur", /** @type {HTMLElement} */ (one).dataset.number === String(number)));
    big();
  }

  side.addEventListener("click", async (event) => {
    const target = /** @type {Element} */ (event.target);
    const way = /** @type {HTMLElement | null} */ (target.closest("[data-show-as]"));
    const slide = slides.find((one) => one.number === current);
    if (way && slide) { await show(slide.work, way.dataset.showAs ?? null); return; }
    const word = target.closest("#big [data-at]");
    if (!word) return;
    const found = await get(`${base}/place?at=${encodeURIComponent(word.getAttribute("data-at") ?? "")}`).catch(() => null);
    const place = /** @type {HTMLElement} */ (document.getElementById("slide-field"));
    if (!found?.path.length || found.file !== file) { place.textContent = found?.words ?? "这句话由模板自动写出"; return; }
    place.innerHTML = await part(`${base}/slide-field?path=${encodeURIComponent(JSON.stringify(found.path))}`).catch(() => "<p class='hint'>这一处要到总结或数字里改。</p>");
    /** @type {HTMLElement | null} */ (place.querySelector("input, textarea"))?.focus();
  });
  side.addEventListener("focusout", () => { window.setTimeout(() => void flush().then(() => { if (drawn !== document.body.dataset.revision) { drawn = document.body.dataset.revision; void load(); } }), 50); });
  let drawn = document.body.dataset.revision;

  void load();
  return {refresh: load};
}
