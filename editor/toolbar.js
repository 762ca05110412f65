// The tools above a text: one stop for Tab, arrows between them (the toolbar pattern of WAI-ARIA).

const DO = {
  heading: [(c) => c.toggleHeading({ level: 3 }), (e) => e.isActive("heading", { level: 3 })],
  subheading: [(c) => c.toggleHeading({ level: 4 }), (e) => e.isActive("heading", { level: 4 })],
  bold: [(c) => c.toggleBold(), (e) => e.isActive("bold")],
  italic: [(c) => c.toggleItalic(), (e) => e.isActive("italic")],
  bullets: [(c) => c.toggleBulletList(), (e) => e.isActive("bulletList")],
  numbers: [(c) => c.toggleOrderedList(), (e) => e.isActive("orderedList")],
  quote: [(c) => c.toggleBlockquote(), (e) => e.isActive("blockquote")],
  table: [(c) => c.insertTable({ rows: 3, cols: 3, withHeaderRow: true })],
  undo: [(c) => c.undo()],
  redo: [(c) => c.redo()],
  deeper: [(c) => c.sinkListItem("listItem")],
  shallower: [(c) => c.liftListItem("listItem")],
  row: [(c) => c.addRowAfter()],
  column: [(c) => c.addColumnAfter()],
  "no-row": [(c) => c.deleteRow()],
  "no-column": [(c) => c.deleteColumn()],
  "no-table": [(c) => c.deleteTable()],
};

// What is asked for in a line of its own: how it is now, and what becomes of the answer.
const ASK = {
  link: [
    (e) => e.getAttributes("link").href ?? "",
    (c, href) => (href ? linked(c, href) : c.extendMarkRange("link").unsetLink()),
  ],
  caption: [
    (e) => e.getAttributes("table").caption ?? "",
    (c, caption) => c.updateAttributes("table", { caption }),
  ],
};

function linked(chain, typed) {
  const scheme = typed.includes("@") && !typed.includes("/") ? "mailto:" : "https://";
  const href = /^(https?:\/\/|mailto:|tel:)/i.test(typed) ? typed : scheme + typed;
  return chain.extendMarkRange("link").command(({ commands, state, tr }) => {
    if (!state.selection.empty) return commands.setLink({ href });
    const mark = state.schema.marks.link.create({ href });
    tr.insert(state.selection.from, state.schema.text(typed, [mark]));
    return true;
  });
}

export function toolbar(box, editor) {
  const bar = box.querySelector("[role='toolbar']");
  const asked = box.querySelector("[data-asked]");
  const buttons = [...bar.querySelectorAll("button")];
  const shown = () => buttons.filter((button) => !button.closest("[hidden]"));

  function show() {
    for (const group of bar.querySelectorAll("[data-in]"))
      group.hidden = !editor.isActive(group.dataset.in);
    for (const button of buttons) {
      const isOn = DO[button.dataset.do]?.[1];
      if (isOn) button.setAttribute("aria-pressed", isOn(editor));
    }
    if (!shown().some((button) => button.tabIndex === 0)) stop(shown()[0]);
  }

  function stop(button) {
    for (const other of buttons) other.tabIndex = other === button ? 0 : -1;
  }

  function ask(button) {
    const [now, answer] = ASK[button.dataset.ask];
    const field = asked.querySelector("input");
    asked.querySelector("label").textContent = button.dataset.label;
    asked.hidden = false;
    field.value = now(editor);
    field.focus();
    asked.answer = () => answer(editor.chain(), field.value.trim()).run();
  }

  function close(isAnswered) {
    asked.hidden = true;
    editor.view.focus();
    if (isAnswered) asked.answer();
  }

  bar.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    stop(button);
    if (button.dataset.ask) ask(button);
    else {
      editor.view.focus(); // at once: a key that is pressed next belongs to the text
      DO[button.dataset.do][0](editor.chain()).run();
    }
  });
  bar.addEventListener("keydown", (event) => {
    const here = shown().indexOf(document.activeElement);
    const last = shown().length - 1;
    const to = {
      ArrowRight: here === last ? 0 : here + 1,
      ArrowLeft: here === 0 ? last : here - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === "Escape") editor.view.focus();
    if (to === undefined) return;
    event.preventDefault();
    stop(shown()[to]);
    shown()[to].focus();
  });
  asked.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button) close(button.hasAttribute("data-answer"));
  });
  asked.addEventListener("keydown", (event) => {
    if (!["Enter", "Escape"].includes(event.key) || event.target.matches("button")) return;
    event.preventDefault(); // Enter would send the whole form
    close(event.key === "Enter");
  });
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" && !(event.altKey && event.key === "F10")) return;
    event.preventDefault();
    shown()
      .find((button) => button.tabIndex === 0)
      .focus();
  });
  editor.on("transaction", show);
  show();
}
