// After a part of the page has been replaced: move focus to the element that asks for it.
document.addEventListener("htmx:after:swap", () => {
  const next = document.querySelector("[data-autofocus-after-swap]");
  if (!next) return;
  next.removeAttribute("data-autofocus-after-swap");
  next.focus();
});
