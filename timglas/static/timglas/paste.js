// A column or a table pasted from a spreadsheet into a number fills the numbers below and beside it.
const ROWS = "form.reports .rep-row";
const numbersOf = (row) => [...row.querySelectorAll("input[inputmode='decimal']")];
const isShown = (row) => !row.closest("details:not([open])");

function fill(field, table) {
  const rows = [...document.querySelectorAll(ROWS)].filter(isShown);
  const first = rows.indexOf(field.closest(".rep-row"));
  const column = numbersOf(rows[first]).indexOf(field);
  let filled = 0;
  table.forEach((cells, down) => {
    const numbers = rows[first + down] ? numbersOf(rows[first + down]) : [];
    cells.forEach((cell, right) => {
      const number = numbers[column + right];
      if (!number || !cell.trim()) return;
      number.value = cell.trim();
      number.dispatchEvent(new Event("input", { bubbles: true }));
      filled += 1;
    });
  });
  return { filled, left: Math.max(0, first + table.length - rows.length) };
}

document.addEventListener("paste", (event) => {
  const field = event.target.closest?.("form.reports input[inputmode='decimal']");
  if (!field) return;
  const text = event.clipboardData.getData("text").replace(/\r?\n$/, "");
  const table = text.split(/\r?\n/).map((line) => line.split("\t"));
  if (table.length === 1 && table[0].length === 1) return;
  event.preventDefault();
  const { filled, left } = fill(field, table);
  const said = document.querySelector("[data-pasted]");
  const words = left ? said.dataset.pastedLeft : said.dataset.pasted;
  said.textContent = words.replace("{filled}", filled).replace("{left}", left);
});

for (const hint of document.querySelectorAll("[data-needs-script]")) hint.hidden = false;
