// What makes every page handier; none needs it to work.
"use strict";

// A form is sent once, however often its button is pressed; the page says that it waits.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  form.dataset.changed = "";
  // A file to save leaves the page where it is.
  if (form.method === "post" && !form.hasAttribute("data-saves")) form.setAttribute("aria-busy", "true");
});

// Who comes back by the browser's button finds a form that can be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
});

// What was typed is not lost by a slip.
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && form.method === "post") form.dataset.changed = "yes";
});
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector('form[data-changed="yes"]')) event.preventDefault();
});

// After something was sent one goes on from what came of it: the first field that is wrong, the place that was
// meant, what went wrong, what was said, else the beginning of the page. That it was sent is known to this window
// alone, and once.
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && event.target.method === "post" && !event.target.hasAttribute("data-saves")) sessionStorage.setItem("sent", "yes");
});
document.addEventListener("DOMContentLoaded", () => {
  // A page that waits is followed by the one that was meant.
  if (document.querySelector("[data-waits]")) return;
  const sent = sessionStorage.getItem("sent");
  sessionStorage.removeItem("sent");
  const seen = (what) => [...document.querySelectorAll(what)].find((one) => one.checkVisibility());
  const meant = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  const place = seen('[aria-invalid="true"]') || meant || seen('.message[role="alert"]') || (sent && (seen(".answer") || seen("main")));
  if (!place) return;
  if (place.tabIndex < 0) place.tabIndex = -1;
  place.focus({ preventScroll: false });
});

// Somebody else wrote while the page was open: it is told, and nothing is taken away.
{
  const open = document.querySelector('[data-seen], input[name="_seen"]');
  const seen = open && (open.dataset.seen || open.value);
  const ask = async () => {
    if (document.hidden) return;
    const answer = await fetch(`/changed?since=${encodeURIComponent(seen)}`).catch(() => null);
    if (!answer || !answer.ok || (await answer.text()) !== "1") return;
    clearInterval(again);
    const told = document.createElement("p");
    told.className = "message warning";
    told.setAttribute("role", "status");
    told.innerHTML = '<span class="sign" aria-hidden="true">!</span><span></span>';
    told.lastChild.textContent = "台账刚才有新的变动。这一页还是原来的样子；填好的可以照常提交，有冲突会先告诉您，也可以刷新再看。";
    document.querySelector("main h1").after(told);
  };
  const again = open ? setInterval(ask, 5000) : 0;
}

// What a spreadsheet copies: cells between tabs, one with lines of its own in quotes.
const cellsOf = (text) => {
  const block = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r?\n|$)/g)) {
    block.at(-1).push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (!end) break;
    if (end !== "\t") block.push([]);
  }
  return block;
};

// The grid: a block copied from a spreadsheet is pasted over its cells, Ctrl+D fills as above, a deadline shows
// which day it is.
for (const grid of document.querySelectorAll("form.grid")) {
  const rows = [...grid.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input[type=text], textarea")]);
  const place = (input) => {
    const row = rows.findIndex((cells) => cells.includes(input));
    return [row, row < 0 ? -1 : rows[row].indexOf(input)];
  };
  const put = (input, text) => {
    if (!input) return;
    // A field of one line would run the lines of a cell together.
    input.value = input.localName === "textarea" ? text : text.replace(/\s*\n\s*/g, "、");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const note = document.querySelector(".pasted");
  const tell = (text, label, does) => {
    note.hidden = false;
    note.textContent = text;
    if (!does) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", does);
    note.append(" ", button);
  };
  // A whole table goes where its columns and its tasks are known: to the import, as a file.
  const bring = (block) => {
    const line = (cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
    const file = new DataTransfer();
    file.items.add(new File([block.map(line).join("\r\n")], "粘贴的表.csv", { type: "text/csv" }));
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: "/import", enctype: "multipart/form-data", hidden: true });
    const files = document.createElement("input");
    Object.assign(files, { type: "file", name: "files", files: file.files });
    const year = document.createElement("input");
    Object.assign(year, { type: "hidden", name: "year", value: grid.dataset.year ?? "" });
    form.append(grid.querySelector("input[type=hidden]").cloneNode(), year, files);
    document.body.append(form);
    form.requestSubmit();
  };
  grid.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    // Lines of one cell are a text of several lines.
    if (!(event.target.localName === "textarea" ? /\t/ : /[\t\n]/).test(text)) return;
    const [top, left] = place(event.target);
    if (top < 0) return;
    event.preventDefault();
    const block = cellsOf(text);
    // A whole table with its heads would fall into the wrong columns.
    const heads = block[0].filter((cell) => cell.length <= 10 && /部门|科室|单位|领导|责任|时限|期限|时间|序号|编号|问题|进展/.test(cell));
    if (heads.length >= 2) {
      tell("这一块带着表头，像是整张分工表，没有粘贴进来。可以按整张表读，各栏和各项都认得，看过再写；或者不要表头，只复制要填的那几栏再粘贴。", "按整张表读", () => bring(block));
      return;
    }
    const before = rows.map((cells) => cells.map((input) => input.value));
    let cells = 0;
    block.forEach((line, down) => line.forEach((cell, right) => {
      const input = rows[top + down]?.[left + right];
      if (input) cells += 1;
      put(input, cell);
    }));
    tell(`粘贴了 ${cells} 格。`, "撤回粘贴", () => {
      rows.forEach((inputs, row) => inputs.forEach((input, column) => input.value === before[row][column] || put(input, before[row][column])));
      tell("粘贴的已经撤回。");
    });
  });
  grid.addEventListener("keydown", (event) => {
    const [row, column] = place(event.target);
    if (row < 0) return;
    if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey) && row > 0) {
      event.preventDefault();
      put(event.target, rows[row - 1][column].value);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    // With a list of names open the arrows are the list's.
    if (step && event.altKey === false && event.ctrlKey) {
      event.preventDefault();
      rows[row + step]?.[column].focus();
    }
  });
  const asked = new Map();
  const told = async (input) => {
    const number = input.dataset.due;
    const day = input.parentElement.querySelector(".day");
    const text = input.value.trim();
    const answer = text && (await fetch(`/due?n=${number}&text=${encodeURIComponent(text)}`).catch(() => null));
    const found = answer && answer.ok ? await answer.text() : "";
    // What was typed meanwhile is asked for by itself.
    if (text !== input.value.trim()) return;
    day.textContent = !text ? "" : found || "算不出是哪一天";
  };
  grid.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.dataset.due) return;
    clearTimeout(asked.get(input));
    asked.set(input, setTimeout(() => told(input), 300));
  });
}
