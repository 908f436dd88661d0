// 式样: style, palette and format, each with a picture of it, and the unit's own template.

import {attempt, element, sayRefused} from "./dialogs.js";
import {change} from "./saving.js";
import {Refused, get, post, upload} from "./send.js";
import {remember} from "./undo.js";

/** @typedef {{style: string, shared: string, fragments: {number: number, html: string}[]}} Drawn */
/** @typedef {{role: string, title: string, layout: string, layouts: string[], optional: boolean, instead: string, number: number}} Tile */

/** Draws slides apart from the rest of the page: two styles may call different drawings by one name. @param {Element} place @param {Drawn} drawn @param {string[]} slides */
function draw(place, drawn, slides) {
  const root = place.shadowRoot ?? place.attachShadow({mode: "open"});
  const shared = element("div", {class: "shared"});
  shared.innerHTML = drawn.shared;
  root.replaceChildren(element("link", {rel: "stylesheet", href: drawn.style}), element("link", {rel: "stylesheet", href: "/static/slides.css"}), shared, ...slides.map((html) => {
    const paper = element("div", {class: "paper", inert: ""});
    paper.innerHTML = html;
    return paper;
  }));
}

/** @param {{base: string, file: string, changed: () => void}} page */
export function start({base, changed}) {
  const sheet = /** @type {HTMLElement} */ (document.getElementById("sheet"));
  let scope = "own";
  const bases = JSON.parse(sheet.dataset.bases ?? "{}");

  async function pictures() {
    for (const place of sheet.querySelectorAll("[data-style-of]")) {
      const drawn = /** @type {Drawn | null} */ (await get(`${base}/appearance-of/${encodeURIComponent(/** @type {HTMLElement} */ (place).dataset.styleOf ?? "")}`).catch(() => null));
      if (drawn) draw(place, drawn, drawn.fragments.map((one) => one.html));
    }
  }

  /** Lets all documents have another style, as a step that can be undone. @param {string} name */
  async function restyle(name) {
    const before = sheet.dataset.style;
    const request = {to: `${base}/appearance-style`, forward: {name}, inverse: {name: before}};
    await post(request.to, request.forward);
    if (before !== name) remember({file: "", forward: [], inverse: [], request});
  }

  /** @param {HTMLElement} button */
  async function choose(button) {
    const {choose: key = "", name = ""} = button.dataset;
    await attempt(async () => {
      if (key === "style") await restyle(name);
      else {
        const files = scope === "all" ? /** @type {string[]} */ (JSON.parse(sheet.dataset.files ?? "[]")) : [sheet.dataset.file ?? ""];
        for (const file of files) await change(file, [{operation: "set", path: [key], base: file === sheet.dataset.file ? bases[key] : null, value: name, forced: file !== sheet.dataset.file}]);
      }
      changed();
      await again();
    });
  }

  /** Takes in what is chosen now. */
  async function again() {
    const answer = await fetch(location.pathname);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("sheet");
    if (!fresh) return;
    Object.assign(bases, JSON.parse(fresh.dataset.bases ?? "{}"));
    sheet.dataset.style = fresh.dataset.style;
    const focusName = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.name : undefined;
    for (const list of sheet.querySelectorAll(".chs")) {
      const other = fresh.querySelector(`.chs[aria-label="${list.getAttribute("aria-label")}"]`);
      if (other) list.replaceChildren(...other.children);
    }
    const faces = fresh.querySelector(".fcs");
    if (faces) sheet.querySelector(".fcs")?.replaceWith(faces);
    if (focusName) /** @type {HTMLElement | null} */ (sheet.querySelector(`[data-name="${CSS.escape(focusName)}"]`))?.focus();
    await pictures();
  }

  sheet.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-choose]"));
    const of = /** @type {HTMLElement | null} */ (target.closest("[data-scope]"));
    if (of) {
      scope = of.dataset.scope ?? "own";
      sheet.querySelectorAll("[data-scope]").forEach((one) => one.setAttribute("aria-checked", String(one === of)));
    }
    if (button) void choose(button);
  });
  sheet.addEventListener("keydown", (event) => {
    const by = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    const group = /** @type {Element} */ (event.target).closest("[role=radiogroup]");
    if (!by || !group) return;
    event.preventDefault();
    const all = /** @type {HTMLElement[]} */ ([...group.querySelectorAll("[role=radio]:not(:disabled)")]);
    const next = all[(all.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + by + all.length) % all.length];
    next.focus();
    next.click();
  });

  // ── The unit's own template ──

  const find = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const input = /** @type {HTMLInputElement} */ (find("unit-file"));

  /** @param {any} known */
  function show(known) {
    find("unit-problem").textContent = known.refusal ?? "";
    if (!known.title) return;
    find("unit-pick").textContent = "换一份";
    find("unit-about").textContent = `${known.title}　${known.about ?? ""}`;
    const tiles = /** @type {Tile[]} */ (known.tiles);
    find("tiles").replaceChildren(...tiles.map((tile) => {
      const picture = element("div", {class: "tile-picture"});
      const html = known.fragments.find((/** @type {{number: number}} */ one) => one.number === tile.number)?.html;
      if (html) draw(picture, known, [html]);
      if (!tile.layout) picture.replaceChildren("不做这种页");
      const ways = tile.layouts.map((one) => [one, one]).concat(tile.optional ? [["", "不要这种页"]] : []);
      const select = /** @type {HTMLSelectElement} */ (element("select", {"aria-label": `${tile.title}用哪个版式`, "data-role": tile.role}, ...ways.map(([value, words]) => element("option", value === tile.layout ? {value, selected: ""} : {value}, words))));
      return element("div", {class: tile.layout ? "tile" : "tile away"}, picture, element("b", {}, element("i", {class: `dot ${tile.instead ? "w" : "o"}`}), ` ${tile.title}`), select);
    }));
    const near = tiles.filter((tile) => tile.layout && tile.instead).length;
    const off = tiles.filter((tile) => !tile.layout).length;
    find("unit-legend").replaceChildren(element("i", {class: "dot o"}), ` 对得上 ${tiles.length - near - off}　`, element("i", {class: "dot w"}), ` 借用相近的 ${near}`, off ? `　不要 ${off}` : "", element("span", {class: "right"}, "点版式名可以另选"));
    const lacks = find("unit-lacks");
    lacks.hidden = false;
    const words = [...(known.findings ?? []), ...(known.unused ? [`${known.unused}；原样留在文件里`] : []), ...(near ? [`${tiles.filter((tile) => tile.instead).map((tile) => tile.title).join("、")}没有专门的版式，借用相近的；要另选就点版式名`] : [])];
    lacks.querySelector("ul")?.replaceChildren(...words.map((one) => element("li", {}, one)));
    const use = /** @type {HTMLButtonElement} */ (find("unit-use"));
    const isUsed = sheet.querySelector('[data-name="单位"][aria-checked=true]') !== null;
    use.hidden = isUsed;
    find("unit-not").hidden = !isUsed;
    use.disabled = known.lacks?.length > 0;
    if (use.disabled) find("unit-problem").textContent = `还缺${known.lacks.join("、")}的版式，不能用`;
  }

  /** @param {Promise<any>} request */
  async function ask(request) {
    find("unit-problem").textContent = "正在看……";
    try {
      show(await request);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      find("unit-problem").textContent = error.message;
    }
  }

  /** @param {File | undefined} file */
  async function take(file) {
    if (!file) return;
    await ask(upload(`${base}/own-template?${new URLSearchParams({file: file.name})}`, file));
    await again();
  }

  /** Takes a Word template: it becomes one of the formats, and nothing is chosen. @param {File | undefined} file */
  async function takeWord(file) {
    if (!file) return;
    const about = find("word-about");
    about.textContent = `正在看“${file.name}”……`;
    try {
      const {title, lines} = await upload(`${base}/own-word-template?${new URLSearchParams({file: file.name})}`, file);
      about.replaceChildren(element("b", {}, `“${title}”可以用了，在“Word 格式”里选它`), element("ul", {class: "took-word"}, ...lines.map((/** @type {string} */ one) => element("li", {}, one))));
      await again();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      about.replaceChildren(element("p", {class: "problem", role: "alert"}, error.message));
    }
  }

  const wordInput = /** @type {HTMLInputElement} */ (find("word-file"));
  wordInput.addEventListener("change", () => { void takeWord(wordInput.files?.[0]); wordInput.value = ""; });
  input.addEventListener("change", () => { void take(input.files?.[0]); input.value = ""; });
  document.addEventListener("dragover", (event) => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    void (/\.(do[ct]x?|wps|wpt)$/i.test(file.name) ? takeWord(file) : take(file));
  });
  find("tiles").addEventListener("change", (event) => {
    const select = /** @type {HTMLSelectElement} */ (event.target);
    const {role = ""} = select.dataset;
    void ask(post(`${base}/own-template/layout`, {role, layout: select.value})).then(() => /** @type {HTMLElement | null} */ (find("tiles").querySelector(`[data-role="${CSS.escape(role)}"]`))?.focus());
  });
  /** @param {string} name */
  const use = async (name) => {
    await restyle(name).catch((error) => sayRefused(error.message));
    changed();
    await again();
    await ask(get(`${base}/own-template`));
  };
  find("unit-use").addEventListener("click", () => void use("单位"));
  find("unit-not").addEventListener("click", () => void use(/** @type {HTMLElement} */ (sheet.querySelector("[data-choose=style]")).dataset.name ?? ""));

  void pictures().then(() => get(`${base}/own-template`)).then(show, () => {});
  return {refresh: again};
}
