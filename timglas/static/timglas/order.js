// Rows are dragged into another order by their handle and saved where they are let go. Buttons do
// the same without dragging and without this script.
let held = null;
const rowsOf = (row) => [...row.parentElement.children];

function middle(row) {
  const box = row.getBoundingClientRect();
  return box.top + box.height / 2;
}

async function save(row, steps) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(row.dataset.move, {
    method: "POST",
    headers: { Accept: "text/plain", "X-CSRFToken": token },
    body: new URLSearchParams({ steg: steps }),
    redirect: "manual",
  });
  if (!answer.ok) return location.reload();
  document.getElementById("meddelande").textContent = await answer.text();
  if (document.querySelector("form.form")) return; // what is typed there is not saved yet
  const plan = { target: ".plan", select: ".plan", swap: "outerHTML" };
  htmx.ajax("GET", location.pathname, plan);
}

document.addEventListener("pointerdown", (event) => {
  const row = event.target.closest("[data-drag]")?.closest("[data-move]");
  if (!row || event.button) return;
  event.preventDefault();
  held = { row, from: rowsOf(row).indexOf(row) };
  row.classList.add("is-held");
});
// The others make way: a row that is taken out of the page would lose the finger that holds it.
document.addEventListener("pointermove", ({ clientY }) => {
  if (!held) return;
  const { row } = held;
  let other;
  while ((other = row.nextElementSibling) && clientY > middle(other)) row.before(other);
  while ((other = row.previousElementSibling) && clientY < middle(other)) row.after(other);
});
for (const end of ["pointerup", "pointercancel"])
  document.addEventListener(end, () => {
    if (!held) return;
    const { row, from } = held;
    held = null;
    row.classList.remove("is-held");
    const steps = rowsOf(row).indexOf(row) - from;
    if (steps) save(row, steps);
  });
