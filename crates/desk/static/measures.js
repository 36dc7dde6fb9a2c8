// A measure is dragged onto a problem; choosing it there does the same.
"use strict";

const KIND = "application/x-ledger-measure";
const forms = [...document.querySelectorAll(".joins")];
const hint = document.querySelector(".drag-hint");
if (hint && forms.length) hint.hidden = false;

for (const measure of document.querySelectorAll(".measures [data-place]")) {
  measure.draggable = true;
  measure.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData(KIND, measure.dataset.place);
    event.dataTransfer.effectAllowed = "copy";
  });
}

for (const form of forms) {
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes(KIND)) return;
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    form.classList.remove("over");
    const place = event.dataTransfer.getData(KIND);
    const select = form.querySelector("select[name='place']");
    if (!place || !select) return;
    event.preventDefault();
    if (![...select.options].some((option) => option.value === place)) select.append(new Option(`〔${place}〕`, place));
    select.value = place;
    const button = form.querySelector("button[value='confirm']");
    if (button) form.requestSubmit(button);
  });
}
