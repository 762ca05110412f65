// Looks a text through for what makes it hard to read, and counts its words. It is advice beside
// the field: nothing is refused. The sentences stand in the page, in the reader's language.

const EMPTY_WORDS = /^(här|klicka här|läs mer|länk|mer|here|click here|read more|link|more)$/i;
const LONG_SENTENCE = 35; // words

const wordsIn = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

export function remarksOn(doc) {
  const found = [];
  let hasHeading = false;
  doc.descendants((node) => {
    const text = node.textContent.trim();
    if (node.type.name === "heading") {
      if (!text) found.push(["empty", ""]);
      else if (node.attrs.level === 4 && !hasHeading) found.push(["jump", text]);
      hasHeading ||= node.attrs.level === 3;
    } else if (node.type.name === "table") {
      if (!node.attrs.caption) found.push(["caption", ""]);
      if (hasUntitledColumn(node)) found.push(["column", node.attrs.caption]);
    } else if (node.type.name === "paragraph") found.push(...remarksOnText(node, text));
  });
  return found;
}

function hasUntitledColumn(table) {
  let isUntitled = false;
  table.firstChild.forEach((cell, _offset, index) => {
    isUntitled ||= !cell.textContent.trim() && index > 0;
  });
  return isUntitled;
}

function remarksOnText(node, text) {
  const found = [];
  let isBold = text.length > 0 && wordsIn(text) <= 8;
  node.forEach((part) => {
    const marks = part.marks.map((mark) => mark.type.name);
    isBold &&= marks.includes("bold");
    const isVague = EMPTY_WORDS.test(part.text?.trim() ?? "") || /^https?:/.test(part.text ?? "");
    if (marks.includes("link") && isVague) found.push(["link", part.text.trim()]);
  });
  if (isBold && !/[.!?:]$/.test(text)) found.push(["bold", text]);
  for (const sentence of text.split(/(?<=[.!?])\s+/))
    if (wordsIn(sentence) > LONG_SENTENCE) found.push(["long", `${sentence.slice(0, 40)}…`]);
  return found;
}

export function showRemarks(box, editor) {
  const { remarks, said } = { remarks: box.querySelector("[data-remarks]"), said: box.dataset };
  const list = remarks.querySelector("ul");
  const found = remarksOn(editor.state.doc);
  list.replaceChildren(
    ...found.map(([about, text]) => {
      const item = document.createElement("li");
      item.textContent = remarks.dataset[about].replace("{text}", text);
      return item;
    }),
  );
  remarks.hidden = found.length === 0;
  const most = Number(said.words ?? 0);
  const count = wordsIn(editor.state.doc.textBetween(0, editor.state.doc.content.size, " "));
  const length = box.querySelector("[data-count]");
  const words = most && count > most ? length.dataset.over : length.dataset.count;
  length.textContent = words.replace("{n}", count).replace("{most}", most);
  length.classList.toggle("is-over", Boolean(most) && count > most);
}
