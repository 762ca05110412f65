// Whoever chooses another part of a plan while what is typed is not saved is asked first. Without
// this script the browser's back button brings the typed text back.
const FORM = ".planpart form.form";

const isUnsaved = (form) =>
  form.hasAttribute("data-unsaved") || form.querySelector("[aria-invalid=true]");

document.addEventListener("input", (event) => {
  event.target.closest(FORM)?.setAttribute("data-unsaved", "");
});

// Before htmx hears of the click.
document.addEventListener(
  "click",
  (event) => {
    const outline = event.target.closest("a")?.closest("[data-ask-unsaved]");
    const form = document.querySelector(FORM);
    if (!outline || !form || !isUnsaved(form)) return;
    if (window.confirm(outline.dataset.askUnsaved)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  { capture: true },
);
