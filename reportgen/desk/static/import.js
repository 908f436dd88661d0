// A Word report becomes a draft record; the file stays as it is.

import {Refused, upload} from "./send.js";

/** @param {HTMLFormElement} form */
export function importForm(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input[type=file]"));
  const problem = /** @type {HTMLElement} */ (form.querySelector(".problem"));
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (!file) return;
    const name = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("name"))?.value.trim() ?? "";
    const branch = form.dataset.branch ?? "";
    if (!branch && !name) { problem.textContent = "先写上支部的全称"; input.value = ""; return; }
    if (!file.name.endsWith(".docx")) { problem.textContent = "请在 Word 或 WPS 里另存为 .docx 再拿来"; return; }
    problem.textContent = `正在读“${file.name}”……`;
    try {
      location.assign((await upload(`/import-word?${new URLSearchParams({branch, name, file: file.name})}`, file)).href);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      problem.textContent = error.message;
      input.value = "";
    }
  });
}
