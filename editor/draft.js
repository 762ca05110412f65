// Keeps a draft on the server while somebody writes, and tells who else has the text open.
const PAUSE = 3000; // ms without typing until the draft is kept
const BEAT = 20000; // ms between two tellings that the page is open

export function keepDrafts(box, editor) {
  const form = box.closest("form");
  // Only a page that says so keeps drafts: others would take one for the text itself.
  if (!form.querySelector("[data-drafts]")) return;
  const told = box.querySelector("[data-others]");
  const kept = box.querySelector("[data-kept]");
  const text = () => (editor.isEmpty ? "" : editor.getHTML());
  let pause;
  let isOver = false;
  let last = text();

  async function send(fields) {
    if (isOver || !box.isConnected) return;
    const token = form.elements.csrfmiddlewaretoken.value;
    const body = new URLSearchParams({ ...fields, based_on: form.elements.based_on.value });
    try {
      const headers = { "X-CSRFToken": token };
      const answer = await fetch(form.action, { method: "POST", headers, body, redirect: "error" });
      const { others, saved } = await answer.json();
      if (told.textContent !== others) told.textContent = others;
      kept.textContent = saved || kept.textContent;
    } catch {
      if (fields.utkast !== undefined) told.textContent = kept.dataset.failed;
    }
  }

  function keep() {
    clearTimeout(pause);
    const now = text();
    if (now === last) return;
    last = now;
    send({ utkast: now });
  }

  const beat = setInterval(() => {
    if (!box.isConnected) clearInterval(beat);
    else if (!document.hidden) send({ har: "" });
  }, BEAT);
  editor.on("update", () => {
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE);
  });
  editor.on("blur", keep);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  form.addEventListener("submit", () => {
    isOver = true;
  });
  send({ har: "" });
}
