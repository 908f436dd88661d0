// 调焦点: a cross on a picture says what stays where a frame cuts it off.

import {button, dialog, element} from "./dialogs.js";
import {get} from "./send.js";

const STEP = 0.02;

/** Lets the cross of a picture be moved. @param {string} base @param {string} name @param {(focus: number[]) => void} take */
export async function open(base, name, take) {
  const {value} = await get(`${base}/value?${new URLSearchParams({path: JSON.stringify(["pictures", name, "focus"])})}`);
  let [x, y] = Array.isArray(value) ? value.map(Number) : [0.5, 0.5];
  const cross = element("button", {type: "button", class: "cross", "aria-label": "焦点，方向键移动"});
  const frame = element("div", {class: "focus"}, element("img", {src: `${base}/picture-of/${encodeURIComponent(name)}`, alt: name}), cross);
  /** @param {number} across @param {number} down */
  const set = (across, down) => {
    [x, y] = [across, down].map((part) => Math.round(Math.max(0, Math.min(1, part)) * 100) / 100);
    cross.style.left = `${x * 100}%`;
    cross.style.top = `${y * 100}%`;
  };
  const follow = (/** @type {PointerEvent} */ event) => {
    const box = frame.getBoundingClientRect();
    set((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  };
  frame.addEventListener("pointerdown", (event) => { event.preventDefault(); frame.setPointerCapture(event.pointerId); follow(event); cross.focus(); });
  frame.addEventListener("pointermove", (event) => { if (frame.hasPointerCapture(event.pointerId)) follow(event); });
  cross.addEventListener("keydown", (event) => {
    const [right, down] = {ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP]}[event.key] ?? [0, 0];
    if (right || down) { event.preventDefault(); set(x + right, y + down); }
  });
  const question = dialog(element("h2", {}, "调焦点"), element("p", {class: "hint"}, "图要裁的时候，十字那里一定留着。"), frame,
    element("div", {class: "rw"}, button("就用这里", () => { question.close(); take([x, y]); }, "btn sm pri"), button("不改了", () => question.close())));
  set(x, y);
  cross.focus();
}
