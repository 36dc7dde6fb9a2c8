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

// The first field that is wrong, else what went wrong, is where one goes on.
document.addEventListener("DOMContentLoaded", () => {
  const wrong = document.querySelector('[aria-invalid="true"]') || document.querySelector('.message[role="alert"]');
  if (!wrong) return;
  if (wrong.classList.contains("message")) wrong.tabIndex = -1;
  wrong.focus({ preventScroll: false });
});
