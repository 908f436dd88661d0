// Lists the faults of a build, filtered; the page's data stands in #data (see html_report.py).
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const names = ["错误", "警告", "建议"], classes = ["error", "warning", "advice"];
  const kinds = { branch: "支部", lesson: "党课", committee: "上级党组织", shared: "类型、模板和主题", run: "这一次" };
  const AT_ONCE = 100;
  const $ = (id) => document.getElementById(id);
  const make = (tag, text, cls) => {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    if (cls) node.className = cls;
    return node;
  };
  const option = (select, value, text) => select.append(new Option(text, value));

  for (const [index, row] of data.committees.entries()) option($("committee"), index, "　".repeat(row.depth) + row.name);
  $("committee").hidden = !data.committees.length;
  const used = new Set(data.faults.map((fault) => fault[2]));
  for (const code of [...used].sort((a, b) => data.codes[a][0].localeCompare(data.codes[b][0]))) {
    option($("code"), code, `${data.codes[code][1]}（${data.codes[code][0]}）`);
  }
  $("new").parentElement.hidden = !data.earlier;

  // Each committee with those above it, so that one of them selects all below.
  const ways = data.committees.map((row, index) => {
    const way = new Set([index]);
    for (let at = row.above; at >= 0 && !way.has(at); at = data.committees[at].above) way.add(at);
    return way;
  });
  const title = (source) => (source[1] ? `${kinds[source[0]] || source[0]} ${source[1]}` : kinds[source[0]]);

  function chosen() {
    const words = $("words").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const committee = $("committee").value, code = $("code").value;
    const wanted = classes.map((name) => $(name).checked), onlyNew = $("new").checked;
    return data.faults.filter((fault) => {
      const source = data.sources[fault[0]];
      if (!wanted[fault[1]] || (onlyNew && !fault[5]) || (code && fault[2] !== Number(code))) return false;
      if (committee && !(source[2] >= 0 && ways[source[2]].has(Number(committee)))) return false;
      if (!words.length) return true;
      const text = `${title(source)} ${fault[3]} ${fault[4]} ${data.codes[fault[2]][0]}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  }

  function counts(source) {
    const [written, fresh, failed] = source.slice(3, 6);
    const parts = [];
    if (written) parts.push(`生成 ${written}`);
    if (fresh) parts.push(`未变 ${fresh}`);
    if (failed) parts.push(`未生成 ${failed}`);
    return parts.join("，");
  }

  let list = [], shown = 0;
  function more() {
    let source = shown ? list[shown - 1][0] : -1;
    for (const fault of list.slice(shown, shown + AT_ONCE)) {
      if (fault[0] !== source) {
        source = fault[0];
        const head = make("h3", title(data.sources[source]));
        head.append(make("span", counts(data.sources[source]), "none"));
        $("list").append(head);
      }
      const [, severity, code, message, place, isNew, excerpt] = fault;
      const line = make("pre", excerpt || `${names[severity]}[${data.codes[code][0]}]：${message}${place ? `\n  --> ${place}` : ""}`, classes[severity]);
      if (isNew) line.prepend(make("b", "新 ", "new"));
      $("list").append(line);
    }
    shown = Math.min(list.length, shown + AT_ONCE);
    $("more").hidden = shown === list.length;
    const left = data.left ? `；另有 ${data.left} 条只在 build-report.json 里` : "";
    $("shown").textContent = (list.length ? `列出 ${shown} 条，符合的共 ${list.length} 条` : "没有符合的") + left;
  }

  function show() {
    list = chosen();
    shown = 0;
    $("list").replaceChildren();
    more();
  }

  let waiting = 0;
  for (const control of document.querySelectorAll("#filter input, #filter select")) {
    control.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, control.id === "words" ? 150 : 0);
    });
  }
  $("more").addEventListener("click", more);
  for (const row of document.querySelectorAll("#committees tr[data-row]")) {
    row.addEventListener("click", () => {
      $("committee").value = row.dataset.row;
      show();
      $("faults").scrollIntoView();
    });
  }
  // What is listed at first is never empty for want of a tick.
  $("advice").checked = !data.faults.some((fault) => fault[1] < 2);
  show();
})();
