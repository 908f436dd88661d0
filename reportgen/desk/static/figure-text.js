// A text of a lesson in which {名称} stands as a chip with the figure's value; the caret passes it in one step.

const SLOT = /\{([^{}\n]+)\}/;

/** Returns name → value of the lesson's figures. */
const figures = () => new Map([...document.querySelectorAll("#figure-list option")].map((one) =>
  [(one.getAttribute("value") ?? "").slice(1, -1), (one.textContent ?? "").split("　")[0]]));

/** @param {string} text @returns {Node[]} */
function nodes(text) {
  const values = figures();
  return text.split(/(\{[^{}\n]+\})/).filter(Boolean).map((part) => {
    const name = SLOT.exec(part)?.[1];
    if (!name) return document.createTextNode(part);
    const chip = document.createElement("span");
    chip.className = values.has(name) ? "fig" : "fig bad";
    chip.contentEditable = "false";
    chip.dataset.name = name;
    chip.title = values.has(name) ? name : `本课没有名为“${name}”的数字`;
    chip.textContent = values.get(name) ?? name;
    return chip;
  });
}

/** @param {Node} node @returns {string} */
function textOf(node) {
  if (node instanceof HTMLElement && node.dataset.name) return `{${node.dataset.name}}`;
  if (node.nodeName === "BR") return "\n";
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? "";
  const inner = [...node.childNodes].map(textOf).join("");
  return node.nodeName === "DIV" && node.previousSibling ? `\n${inner}` : inner;
}

class FigureText extends HTMLElement {
  connectedCallback() {
    this.contentEditable = "plaintext-only";
    if (this.contentEditable !== "plaintext-only") this.contentEditable = "true";
    this.tabIndex = 0;
    this.value = this.dataset.text ?? "";
    this.addEventListener("blur", () => {
      const selection = getSelection();
      this.last = selection?.rangeCount ? selection.getRangeAt(0) : undefined;
      if ([...this.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && SLOT.test(node.nodeValue ?? ""))) this.value = this.value;
    });
    for (const kind of ["copy", "cut"]) {
      this.addEventListener(kind, (event) => {
        const range = getSelection()?.getRangeAt(0);
        if (!range) return;
        event.preventDefault();
        /** @type {ClipboardEvent} */ (event).clipboardData?.setData("text/plain", [...range.cloneContents().childNodes].map(textOf).join(""));
        if (kind === "cut") document.execCommand("delete");
      });
    }
  }

  get value() { return [...this.childNodes].map(textOf).join(""); }

  set value(text) { this.replaceChildren(...nodes(text)); }

  /** Puts a text where the caret was last. @param {string} text */
  setRangeText(text) {
    const range = this.last && this.contains(this.last.startContainer) ? this.last : document.createRange();
    if (range !== this.last) { range.selectNodeContents(this); range.collapse(false); }
    range.deleteContents();
    const put = nodes(text);
    for (const node of put.reverse()) range.insertNode(node);
    range.collapse(false);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
  }
}
customElements.define("figure-text", FigureText);
