// What is pasted from Word: its lists are paragraphs with a sign before them, its headings begin at
// the first level. What is left after this is read by the editor's own rules.

const LEVEL = /mso-list:[^;"]*\blevel(\d)/;
const NUMBERED = /^\s*(?:\d{1,3}|[a-z])[.)]/i;

export function fromWord(html) {
  // Styles say which paragraphs are lists. They are never applied: the page's policy forbids it.
  const unstyled = html
    .replace(/<style[^]*?<\/style>/gi, "")
    .replace(/(<[^>]*?)\sstyle=/gi, "$1 data-style=");
  const page = new DOMParser().parseFromString(unstyled, "text/html");
  if (/mso-list/.test(html)) listsOf(page);
  headingsOf(page);
  return page.body.innerHTML;
}

const levelOf = (element) => Number(LEVEL.exec(element?.getAttribute("data-style") ?? "")?.[1] ?? 0);

function listsOf(page) {
  for (const first of page.querySelectorAll("p[data-style*='mso-list']")) {
    if (!levelOf(first) || !first.isConnected) continue;
    const stack = [];
    let point = first;
    const place = page.createComment("");
    first.before(place);
    while (levelOf(point)) {
      const next = point.nextElementSibling;
      put(page, stack, point);
      point.remove();
      point = next;
    }
    place.replaceWith(stack[0]);
  }
}

function put(page, stack, point) {
  const level = Math.min(levelOf(point), stack.length + 1);
  const sign = point.querySelector("[data-style*='mso-list:Ignore']");
  const isNumbered = NUMBERED.test(sign?.textContent ?? "");
  sign?.remove();
  stack.length = Math.min(stack.length, level);
  if (stack.length < level) {
    const list = page.createElement(isNumbered ? "ol" : "ul");
    stack.at(-1)?.lastElementChild.append(list);
    stack.push(list);
  }
  const item = page.createElement("li");
  const text = page.createElement("p");
  text.append(...point.childNodes);
  item.append(text);
  stack.at(-1).append(item);
}

function headingsOf(page) {
  const found = [...page.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const highest = Math.min(...found.map((heading) => Number(heading.tagName[1])));
  for (const heading of found) {
    const is = page.createElement(Number(heading.tagName[1]) === highest ? "h3" : "h4");
    is.append(...heading.childNodes);
    heading.replaceWith(is);
  }
}
