// The editor of a text with headings, lists, links and tables. Where this script does not run, the
// same field is a plain one. It is a module: `timglas/static/timglas/rich_text.js` fetches it.
import { Editor } from "@tiptap/core";
import { showRemarks } from "./check.js";
import { keepDrafts } from "./draft.js";
import { fromWord } from "./paste.js";
import { extensions } from "./schema.js";
import { toolbar } from "./toolbar.js";

const PAUSE = 500; // ms without typing until the text is looked through

function labelled(box, typed) {
  const label = document.querySelector(`label[for="${typed.id}"]`);
  label.id ||= `${typed.id}-label`;
  const described = typed.getAttribute("aria-describedby");
  const attributes = {
    id: typed.id,
    class: "rich__text read",
    role: "textbox",
    tabindex: "0",
    "aria-multiline": "true",
    "aria-labelledby": label.id,
    "aria-describedby": [described, `${typed.id}-keys`].filter(Boolean).join(" "),
  };
  for (const name of ["lang", "aria-invalid", "aria-required"])
    if (typed.hasAttribute(name)) attributes[name] = typed.getAttribute(name);
  return { label, attributes };
}

export function mount(box) {
  const typed = box.querySelector("textarea");
  // Who had begun to type before the editor came goes on as they began: no letter is lost.
  if (typed.value !== typed.defaultValue) return null;
  const sent = box.querySelector("input[type='hidden']");
  const { label, attributes } = labelled(box, typed);
  box.append(box.querySelector("template").content.cloneNode(true));
  typed.hidden = true;
  typed.removeAttribute("name");
  typed.id += "-typed";
  box.querySelector("[data-typed]").hidden = true;
  sent.name = sent.dataset.name;
  const editor = new Editor({
    element: box.querySelector("[data-text]"),
    extensions,
    content: sent.defaultValue,
    injectCSS: false,
    editorProps: { attributes, transformPastedHTML: fromWord },
  });
  label.addEventListener("click", () => editor.commands.focus());
  toolbar(box, editor);
  let pause;
  sent.value = sent.defaultValue; // a text that nobody has touched is sent as it came
  editor.on("update", () => {
    sent.value = editor.isEmpty ? "" : editor.getHTML();
    clearTimeout(pause);
    pause = setTimeout(() => showRemarks(box, editor), PAUSE);
  });
  showRemarks(box, editor);
  keepDrafts(box, editor);
  return editor;
}
