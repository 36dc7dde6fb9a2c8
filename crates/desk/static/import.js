// Setting a reading right by keys and by dragging; the form does the same without.
"use strict";

const review = document.getElementById("review");
const zones = review && review.querySelector(".zones");

// The key of each choice that is made most, and how it is called.
const KEYS = {
  f: ["dimension", "方面"],
  w: ["problem", "问题"],
  j: ["content", "上一项的内容"],
  y: ["cause", "原因"],
  c: ["measure", "措施"],
  n: ["nothing", "不读"],
  z: ["", "由程序判断"],
};

const selectOf = (line) => line.querySelector("select[name^='line-']");
const isShown = (line) => !line.closest("details:not([open])");
const lines = () => [...review.querySelectorAll(".read-line")].filter(isShown);

function count() {
  const changed = [...review.querySelectorAll(".read-line select[name^='line-']")].filter((select) => {
    const first = [...select.options].find((option) => option.defaultSelected) || select.options[0];
    const differs = select.value !== first.value;
    select.closest(".read-line").classList.toggle("pending", differs);
    return differs;
  });
  const text = changed.length ? `改了 ${changed.length} 行，还没有重新读` : "";
  const place = zones.querySelector(".counted");
  if (place.textContent !== text) place.textContent = text;
}

function choose(line, role) {
  const select = selectOf(line);
  select.value = role;
  select.dispatchEvent(new Event("input", { bubbles: true }));
  count();
}

// One line at a time is in the order of the Tab key; the arrows go on from it.
function go(line) {
  for (const other of review.querySelectorAll('.read-line[tabindex="0"]')) other.tabIndex = -1;
  line.tabIndex = 0;
  line.focus();
}

function key(event) {
  const line = event.target.closest(".read-line");
  if (!line || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target !== line) {
    if (event.key === "Escape") go(line);
    return;
  }
  const all = lines();
  const next = all[all.indexOf(line) + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
  const choice = KEYS[event.key.toLowerCase()];
  if (next) go(next);
  else if (event.key === "Enter") selectOf(line).focus();
  else if (choice) choose(line, choice[0]);
  else return;
  event.preventDefault();
}

// What is dragged, and the zone that takes it. A zone is a button too: it takes the line that was gone to.
function zone([role, word]) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = word;
  button.addEventListener("click", () => {
    const line = review.querySelector('.read-line[tabindex="0"]');
    if (line) {
      choose(line, role);
      go(line);
    }
  });
  button.addEventListener("dragover", (event) => {
    event.preventDefault();
    button.classList.add("over");
  });
  button.addEventListener("dragleave", () => button.classList.remove("over"));
  button.addEventListener("drop", (event) => {
    event.preventDefault();
    button.classList.remove("over");
    const at = event.dataTransfer.getData("application/x-ledger-line");
    const line = [...review.querySelectorAll(".read-line")].find((one) => one.dataset.line === at);
    if (line) choose(line, role);
  });
  return button;
}

if (zones) {
  zones.hidden = false;
  for (const choice of Object.values(KEYS)) zones.querySelector(".targets").append(zone(choice));
  review.querySelectorAll(".read-line").forEach((line, place) => {
    line.tabIndex = place === 0 ? 0 : -1;
    line.setAttribute("role", "group");
    line.setAttribute("aria-label", `${line.querySelector(".what").textContent}，第${place + 1}行`);
    const handle = line.querySelector(".became");
    handle.draggable = true;
    handle.title = "拖到上面的格子里";
    handle.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("application/x-ledger-line", line.dataset.line);
      event.dataTransfer.effectAllowed = "move";
      review.classList.add("dragging");
    });
    handle.addEventListener("dragend", () => review.classList.remove("dragging"));
    handle.addEventListener("click", () => go(line));
  });
  review.addEventListener("keydown", key);
  // The line that one is in is the one that the buttons mean.
  review.addEventListener("focusin", (event) => {
    const line = event.target.closest(".read-line");
    if (!line || line.tabIndex === 0) return;
    for (const other of review.querySelectorAll('.read-line[tabindex="0"]')) other.tabIndex = -1;
    line.tabIndex = 0;
  });
  review.addEventListener("change", count);
}
