// What the desk asks and tells: conflicts, leftovers, a figure to insert, a desk that is gone.

import {words} from "./fields.js";
import {Refused} from "./send.js";

/**
 * @param {string} tag @param {Record<string, string>} [properties] @param {(Node | string)[]} children
 * @returns {HTMLElement}
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** @param {string} text @param {() => void} action @param {string} [look] */
export function button(text, action, look = "btn sm") {
  const node = element("button", {type: "button", class: look}, text);
  node.addEventListener("click", action);
  return node;
}

/** @param {(Node | string)[]} content @returns {HTMLDialogElement} */
export function dialog(...content) {
  const node = /** @type {HTMLDialogElement} */ (element("dialog", {}, ...content));
  document.body.append(node);
  node.addEventListener("close", () => node.remove());
  node.showModal();
  return node;
}

/**
 * Asks which side of a conflict is to stay.
 * @param {import("./saving.js").Unsaved} mine @param {import("./send.js").ConflictSides} sides
 * @param {(way: "mine"|"theirs"|"both") => void} answer
 */
export function askConflict(mine, sides, answer) {
  const head = sides.gone ? "这一项在别处删掉了" : "这句话在别处也改过";
  const explanation = sides.gone
    ? "您写的还在下面，可以复制出来。"
    : `刚才在别的地方（命令行、记事本或另一个窗口）改了“${mine.label}”。别处已经合上，只有这一处两边都改了：`;
  /** @param {"mine"|"theirs"|"both"} way */
  const closing = (way) => () => { box.close(); answer(way); };
  const ways = sides.gone
    ? [button("知道了", closing("theirs"))]
    : [button("用我的", closing("mine"), "btn sm pri"), button("用文件里的", closing("theirs")), ...(typeof mine.value === "string" ? [button("两处都留，我来改", closing("both"))] : [])];
  const box = dialog(
    element("h2", {}, head),
    element("p", {}, explanation),
    element("div", {class: "cf"}, ...pair("您这里写的", mine.value), ...(sides.gone ? [] : pair("文件里现在的", sides.theirs))),
    element("div", {class: "rw"}, ...ways),
    element("p", {class: "hint"}, "没选的那份也留着，在“以前的样子”里找得到。"),
  );
  box.addEventListener("cancel", (event) => event.preventDefault());
}

/** @param {string} title @param {unknown} value */
function pair(title, value) {
  return [element("div", {}, element("em", {}, title), element("pre", {}, words(value)))];
}

/** @param {import("./drafts.js").Draft[]} found @param {() => void} save @param {() => void} drop */
export function confirmLeftovers(found, save, drop) {
  const bar = element("div", {class: "gone banner", role: "alert"});
  const list = element("div", {hidden: ""}, ...found.map((one) => element("p", {}, `${one.label}：${words(one.value)}`)));
  bar.append(element("div", {},
    element("b", {}, `上次有 ${found.length} 处没存上`), list,
    element("div", {class: "rw"},
      button("接着存", () => { bar.remove(); save(); }, "btn sm pri"),
      button("看看", () => { list.hidden = !list.hidden; }),
      button("不要了", () => { bar.remove(); drop(); }))));
  document.body.append(bar);
}

/** Tells that the desk does not answer; null takes the words away. @param {import("./saving.js").Unsaved[] | null} unsaved */
export function sayGone(unsaved) {
  document.getElementById("gone")?.remove();
  if (unsaved === null) return;
  const explanation = unsaved.length
    ? `您刚写的 ${unsaved.length} 处还在这个页面里，没有丢。重新打开“工作台”，这里会自己接上，接着存。`
    : "重新打开“工作台”，这里会自己接上。";
  const texts = unsaved.map((one) => `${one.label}\n${words(one.value)}`).join("\n\n");
  const copy = button("把没存的复制出来", () => { void navigator.clipboard.writeText(texts); });
  document.body.append(element("div", {class: "gone banner", id: "gone", role: "alert"}, element("div", {},
    element("b", {}, "工作台停了"), element("p", {}, explanation),
    element("div", {class: "rw"}, ...(unsaved.length ? [copy] : [])))));
}

/**
 * Does what the desk may refuse, and says why it did; the value is null then.
 * @template T
 * @param {() => Promise<T>} action @returns {Promise<T | null>}
 */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    sayRefused(error.message);
    return null;
  }
}

/** @param {string} message */
export function sayRefused(message) {
  const bar = element("div", {class: "undo-bar", role: "alert"}, message);
  document.body.append(bar);
  window.setTimeout(() => bar.remove(), 8000);
}

/** @param {string} title @param {() => void} undo */
export const sayRemoved = (title, undo) => say(`已删去“${title}”`, undo);

/** Says what was done, with a way back. @param {string} words @param {() => void} [undo] */
export function say(words, undo) {
  document.querySelectorAll(".undo-bar").forEach((old) => old.remove());
  const bar = element("div", {class: "undo-bar", role: "status"}, words);
  if (undo) bar.append(button("撤销", () => { bar.remove(); undo(); }, ""));
  document.body.append(bar);
  window.setTimeout(() => bar.remove(), 10000);
}

/** Lets one of the year's figures be chosen. @param {(value: string) => void} take */
export function pickFigure(take) {
  const options = [...document.querySelectorAll("#figure-list option")];
  const search = /** @type {HTMLInputElement} */ (element("input", {class: "in1", placeholder: "找数字：名称或数值", "aria-label": "找数字"}));
  const list = element("div", {class: "picker", role: "listbox"});
  const box = dialog(element("h2", {}, "插入数字"), search, list,
    ...(options.length ? [] : [element("p", {class: "hint"}, "还没有数字；先在“数字”里添。")]));
  const draw = () => {
    list.replaceChildren(...options.filter((one) => `${one.getAttribute("value")}${one.textContent}`.includes(search.value.trim())).map((one) => {
      const value = one.getAttribute("value") ?? "";
      const row = button("", () => { box.close(); take(value); }, "");
      row.append(element("b", {}, value), element("span", {}, one.textContent ?? ""));
      return row;
    }));
  };
  search.addEventListener("input", draw);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); /** @type {HTMLElement | null} */ (list.querySelector("button"))?.click(); }
  });
  draw();
  search.focus();
}

/**
 * Asks for several things at once; `take` returns why it does not take them, and the place that is to be mended.
 * @param {string} title @param {[string, HTMLElement][]} fields @param {string} yes @param {() => [string, HTMLElement] | Promise<[string, HTMLElement] | undefined> | undefined} take
 */
export function askAll(title, fields, yes, take) {
  const problem = element("p", {class: "problem", role: "alert"});
  const store = async () => {
    const wrong = await take();
    if (!wrong) { box.close(); return; }
    problem.textContent = wrong[0];
    wrong[1].focus();
  };
  const box = dialog(element("h2", {}, title), ...fields.map(([label, input], index) => {
    input.id = `asked-${index}`;
    if (input.matches("input")) input.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); void store(); } });
    return element("div", {class: "fd"}, element("label", {for: input.id}, label), input);
  }), problem, element("div", {class: "rw"}, button(yes, () => void store(), "btn sm pri"), button("不添了", () => box.close())));
  fields[0][1].focus();
}

/** Asks for one line of text. @param {string} title @param {string} hint @param {string} label @param {string} example @param {string} yes @param {(text: string) => void} take */
export function ask(title, hint, label, example, yes, take) {
  const input = /** @type {HTMLInputElement} */ (element("input", {class: "in1", "aria-label": label, placeholder: example}));
  const store = () => {
    if (!input.value.trim()) { input.focus(); return; }
    box.close();
    take(input.value.trim());
  };
  const box = dialog(element("h2", {}, title), element("p", {class: "hint"}, hint), input,
    element("div", {class: "rw"}, button(yes, store, "btn sm pri"), button("不了", () => box.close())));
  input.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); store(); } });
  input.focus();
}
