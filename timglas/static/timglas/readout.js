// Lets a chart be read period by period: a slider, moved by keys, finger or mouse, shows the row of
// the chart's table and marks the point. Without this script the table says the same.
for (const figure of document.querySelectorAll("figure[data-readout]")) {
  const heads = [...figure.querySelectorAll("thead th")].map((cell) => cell.textContent);
  const rows = [...figure.querySelectorAll("tbody tr")].map((row) =>
    [...row.cells].map((cell) => cell.textContent),
  );
  if (rows.length < 2) continue;
  const label = document.createElement("label");
  const slider = document.createElement("input");
  const said = document.createElement("output");
  const box = document.createElement("div");
  box.className = "readout";
  slider.type = "range";
  slider.id = `${figure.id}-las`;
  slider.max = rows.length - 1;
  slider.value = rows.length - 1;
  said.htmlFor = slider.id;
  label.htmlFor = slider.id;
  label.textContent = figure.dataset.readout;
  const read = () => {
    const [period, ...cells] = rows[slider.value];
    const words = cells.map((cell, n) => `${heads[n + 1]} ${cell}`).join(", ");
    said.textContent = `${period}: ${words}`;
    slider.setAttribute("aria-valuetext", said.textContent);
    for (const mark of figure.querySelectorAll("[data-row]"))
      mark.classList.toggle("is-read", mark.dataset.row === slider.value);
  };
  slider.addEventListener("input", read);
  box.append(label, slider, said);
  figure.querySelector("details").before(box);
  slider.setAttribute("aria-valuetext", rows[rows.length - 1].join(" "));
}
