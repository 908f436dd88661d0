// 收表: workbooks go out, come back by being dropped, and what is open in them is decided.

import {say, sayRefused} from "./dialogs.js";
import {Refused, part, post, upload} from "./send.js";

const base = document.body.dataset.base ?? "";
const place = /** @type {HTMLElement} */ (document.getElementById("part"));
const form = /** @type {HTMLFormElement | null} */ (document.getElementById("send"));
const BOOK = /\.(xls[xm]?|et|ods)$/i;
const PICTURE = /\.(jpe?g|png)$/i;

/** @param {string | null} [branch] @param {string | null} [sort] */
async function refresh(branch, sort) {
  const now = new URLSearchParams(location.search);
  const current = document.getElementById("one")?.dataset.branch;
  const to = `${base}/workbooks?${new URLSearchParams({branch: branch ?? current ?? "", sort: sort ?? now.get("sort") ?? ""})}`;
  const scroll = place.querySelector(".wt")?.scrollTop ?? 0;
  place.innerHTML = await part(to);
  history.replaceState(null, "", to);
  fill("tally");
  const list = place.querySelector(".wt");
  if (list) list.scrollTop = scroll;
}

/** Takes over what a new part says of another place of the page. @param {string} id */
function fill(id) {
  const fresh = /** @type {HTMLTemplateElement | null} */ (document.getElementById(`new-${id}`));
  if (fresh) document.getElementById(id)?.replaceChildren(fresh.content);
}

/** Sends a change, then shows what has become of it. @param {string} to @param {Record<string, unknown>} content @param {string} [branch] */
async function change(to, content, branch) {
  try {
    const answer = await post(`${base}/${to}`, content);
    await refresh(branch ?? answer.branch);
    if (answer.message) say(answer.message);
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    sayRefused(error.message);
    return false;
  }
}

/** what was decided since the page was opened, and is not in a record yet @type {{file: string | undefined, place: string}[]} */
let choices = [];

/** @param {string} at @param {string} way @param {string} [text] */
async function answer(at, way, text = "") {
  const file = document.getElementById("one")?.dataset.file;
  if (!await change("answer", {file, place: at, way, text})) return;
  choices = choices.filter((one) => one.file !== file || one.place !== at);
  if (way === "open") return;
  choices.push({file, place: at});
  say("已记下", () => void undo());
}

/** Opens what was decided last again. */
async function undo() {
  const last = choices.pop();
  if (last && await change("answer", {...last, way: "open"})) say(`${last.place} 又待定了`);
}

document.addEventListener("click", async (event) => {
  const target = /** @type {Element} */ (event.target);
  const {way, place: at = "", text, fill: isTyped, store, copy, resend} = /** @type {HTMLElement | null} */ (target.closest("[data-way], [data-store], [data-copy], [data-resend]"))?.dataset ?? {};
  const link = target.closest(".st-t a[href^='?']");
  if (link) {
    event.preventDefault();
    const query = new URLSearchParams(link.getAttribute("href") ?? "");
    await refresh(query.get("branch"), query.get("sort"));
  }
  else if (way) await answer(at, way, isTyped === undefined ? text : /** @type {HTMLInputElement} */ (target.closest(".fl")?.querySelector("input")).value);
  else if (store) { if (await change("store", {branch: store})) choices = []; }
  else if (resend) await send([resend]);
  else if (copy) { await navigator.clipboard.writeText(copy); say("已复制"); }
  else if (target.closest("#all")) boxes().forEach((box) => { box.checked = true; });
});
document.addEventListener("change", async (event) => {
  const target = /** @type {HTMLInputElement} */ (event.target);
  if (target.id === "pick-year") location.assign(target.value);
  else if (target.dataset.assign && target.value) await change("assign", {file: target.dataset.assign, branch: target.value});
  else if (target.id === "back") { await takeBack([...target.files ?? []]); target.value = ""; }
});
document.addEventListener("keydown", (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.isComposing) return;
  if (event.key === "Enter" && target.matches(".fl input")) { event.preventDefault(); /** @type {HTMLElement} */ (target.nextElementSibling).click(); }
  if (target.matches("input, select")) return;
  if (event.ctrlKey && event.key.toLowerCase() === "z" && choices.length) { event.preventDefault(); void undo(); }
  if (/^[123]$/.test(event.key)) /** @type {HTMLElement | undefined} */ (document.querySelector("#decide .d")?.querySelectorAll("[data-way]")[Number(event.key) - 1])?.click();
  if (event.key === "F8") {
    event.preventDefault();
    const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".rm, #decide .d")]);
    const next = all[(all.findIndex((one) => one.contains(document.activeElement)) + (event.shiftKey ? -1 : 1) + all.length) % all.length];
    /** @type {HTMLElement | null} */ (next?.querySelector("input, button"))?.focus();
  }
});

// ── Sending out ──

const boxes = () => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("[name=branch]")]);

/** @param {string[]} branches */
async function send(branches) {
  if (await change("send", {branches, until: /** @type {HTMLInputElement} */ (document.getElementById("until")).value})) fill("list");
}
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  void send(boxes().filter((box) => box.checked).map((box) => box.value));
});

// ── Taking back ──

/** @param {File[]} files */
async function takeBack(files) {
  const words = [];
  let branch;
  // Pictures lie beside the workbooks that name them, so they come first.
  for (const file of [...files.filter((one) => PICTURE.test(one.name)), ...files.filter((one) => BOOK.test(one.name))]) {
    try {
      const answer = await upload(`${base}/back?${new URLSearchParams({file: file.name})}`, file);
      words.push(answer.message);
      branch = answer.branch ?? branch;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      words.push(error.message);
    }
  }
  await refresh(branch);
  say(words.join("；") || "里面没有填报表");
}

/** @param {FileSystemEntry} entry @returns {Promise<File[]>} */
async function filesIn(entry) {
  if (entry.isFile) return [await new Promise((take, fail) => /** @type {FileSystemFileEntry} */ (entry).file(take, fail))];
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  const files = [];
  for (;;) {
    const some = /** @type {FileSystemEntry[]} */ (await new Promise((take, fail) => reader.readEntries(take, fail)));
    if (!some.length) return (await Promise.all(files.map(filesIn))).flat();
    files.push(...some);
  }
}
if (form) {
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    const entries = [...event.dataTransfer?.items ?? []].map((item) => item.webkitGetAsEntry()).filter((one) => one !== null);
    await takeBack((await Promise.all(entries.map(filesIn))).flat());
  });
}
