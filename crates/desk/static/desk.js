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

// The grid: a block copied from a spreadsheet is pasted over its cells, Ctrl+D fills as above, a deadline shows
// which day it is.
for (const grid of document.querySelectorAll("form.grid")) {
  const rows = [...grid.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input[type=text]")]);
  const place = (input) => {
    const row = rows.findIndex((cells) => cells.includes(input));
    return [row, row < 0 ? -1 : rows[row].indexOf(input)];
  };
  const put = (input, text) => {
    if (!input) return;
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  grid.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    const [top, left] = place(event.target);
    if (top < 0) return;
    event.preventDefault();
    text.split(/\r?\n/).forEach((line, down) => line.split("\t").forEach((cell, right) => put(rows[top + down]?.[left + right], cell.trim())));
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
  grid.addEventListener("change", async (event) => {
    const number = event.target.dataset.due;
    if (!number) return;
    const day = event.target.parentElement.querySelector(".day");
    const text = event.target.value.trim();
    const answer = text && (await fetch(`/due?n=${number}&text=${encodeURIComponent(text)}`).catch(() => null));
    const found = answer && answer.ok ? await answer.text() : "";
    day.textContent = !text ? "" : found || "算不出是哪一天";
  });
}
