// Makes an editor of each field that wants one, also in what htmx has put on the page. The editor
// itself is heavy, so it is fetched when there is such a field. Without scripts the field is plain.
async function mountAll() {
  for (const box of document.querySelectorAll("[data-rich]:not([data-is-rich])")) {
    box.dataset.isRich = "";
    const { mount } = await import(box.dataset.editor);
    mount(box);
  }
}

document.addEventListener("htmx:after:swap", mountAll);
mountAll();
