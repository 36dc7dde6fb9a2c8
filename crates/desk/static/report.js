// What stands behind a sentence is put away by Escape, and comes again when one points at it anew.
"use strict";

const put = (sentence, away) => sentence && sentence.classList.toggle("away", away);
const around = (target) => target instanceof Element && target.closest(".cited");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const sentence of document.querySelectorAll(".cited:hover, .cited:focus-within")) put(sentence, true);
});
for (const left of ["focusout", "mouseout"]) {
  document.addEventListener(left, (event) => {
    const sentence = around(event.target);
    if (sentence && !sentence.contains(event.relatedTarget)) put(sentence, false);
  });
}
