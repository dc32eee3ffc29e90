// The formula is that of generator/metrics/convergence.py; numbers are written as there.
const form = document.getElementById("calculator");
const [method, now, target, years, growth, yields] = form.querySelectorAll("select, input");
const fields = [now, target, years, growth, yields];
const output = form.querySelector("output");
const parts = form.querySelector(".parts");

function percent(value) {
  const size = Math.abs(value).toFixed(1);
  const sign = Number(size) === 0 ? "" : value < 0 ? "\u2212" : "+";
  return `${sign}${size}%`;
}

function isOutside({ valueAsNumber: value, min, max }) {
  return !(value >= Number(min) && value <= Number(max));
}

function show() {
  const wrong = fields.find(isOutside);
  for (const field of fields) field.setAttribute("aria-invalid", String(field === wrong));
  if (wrong) {
    const range = `${wrong.min} to ${wrong.max}`.replaceAll("-", "\u2212");
    output.value = `${wrong.labels[0].textContent}: a number from ${range}, please.`;
    parts.textContent = "";
    return;
  }
  const [m0, m1, n, g, y] = fields.map((field) => field.valueAsNumber);
  const rerating = (((100 + m1) / (100 + m0)) ** (1 / n) - 1) * 100;
  output.value = `${percent(rerating + g + y)} a year`;
  parts.textContent = `${percent(rerating)} from the multiple, ${percent(g)} from growth, ${percent(y)} from yield.`;
}

form.addEventListener("input", ({ target: changed }) => {
  if (changed === method && method.value) now.value = method.value;
  if (changed === now) method.value = "";
  show();
});
show();
