"use strict";
const form = document.forms[0];
const rows = [...document.querySelectorAll("tbody tr")];
function filter() {
  const wanted = new Set([...form.querySelectorAll("input[name=reason]:checked")].map(box => box.value));
  const text = form.elements.text.value.toLowerCase();
  let shown = 0;
  for (const row of rows) {
    const fits = wanted.has(row.dataset.reason) && row.textContent.toLowerCase().includes(text);
    row.hidden = !fits;
    document.getElementById(row.dataset.piece).classList.toggle("off", !fits);
    shown += fits;
  }
  form.querySelector("output").textContent = `${shown} of ${rows.length} pieces`;
}
form.addEventListener("input", filter);
form.addEventListener("submit", event => event.preventDefault());
