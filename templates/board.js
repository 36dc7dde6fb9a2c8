"use strict";
// Filters and sorts the table; the page says everything without it.
(() => {
  const table = document.getElementById("tasks");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const column = name => heads.findIndex(head => head.textContent === name);
  const [status, holder, text] = ["f-status", "f-holder", "f-text"].map(id => document.getElementById(id));
  const [statusAt, holderAt] = [column("状态"), column(holder.dataset.column)];
  const held = row => {
    const wanted = status.value;
    if (wanted === "!overdue" && row.className !== "o") return false;
    if (wanted === "!soon" && row.className !== "s") return false;
    if (wanted && wanted[0] !== "!" && row.cells[statusAt].textContent.trim().slice(1) !== wanted) return false;
    if (holder.value && row.cells[holderAt].textContent.trim() !== holder.value) return false;
    const needle = text.value.trim().toLowerCase();
    return !needle || row.textContent.toLowerCase().includes(needle);
  };
  const count = document.getElementById("f-count");
  const filter = () => {
    let shown = 0;
    for (const row of rows) {
      row.hidden = !held(row);
      if (!row.hidden) shown += 1;
    }
    count.textContent = shown === rows.length ? `共${rows.length}个` : `${rows.length}个中的${shown}个`;
  };
  for (const control of [status, holder, text]) control.addEventListener("input", filter);
  const form = status.closest("form");
  form.addEventListener("submit", event => event.preventDefault());
  const chinese = new Intl.Collator("zh-CN", { numeric: true });
  const value = (row, at) => row.cells[at].dataset.v ?? row.cells[at].textContent.trim();
  const sort = (at, down) => {
    const keyed = rows.map((row, place) => ({ row, place, key: value(row, at) }));
    keyed.sort((a, b) => {
      // What is empty stands last either way.
      if (!a.key || !b.key) return (a.key ? 0 : 1) - (b.key ? 0 : 1) || a.place - b.place;
      const [x, y] = [Number(a.key), Number(b.key)];
      const order = Number.isNaN(x) || Number.isNaN(y) ? chinese.compare(a.key, b.key) : x - y;
      return (down ? -order : order) || a.place - b.place;
    });
    body.append(...keyed.map(each => each.row));
  };
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(at, down);
    });
  });
  form.hidden = false;
  filter();
})();
