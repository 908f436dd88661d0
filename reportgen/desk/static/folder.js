// 打开文件夹: the folder of the content in the file manager of the system.

import {post} from "./send.js";

const opener = /** @type {HTMLButtonElement | null} */ (document.getElementById("open-folder"));
opener?.addEventListener("click", async () => {
  const {opened} = await post("/open-folder", {}).catch(() => ({opened: false}));
  if (!opened) opener.textContent = "这台电脑打不开文件夹窗口";
});
