// The page says the same whether or not scripts run.

import { withPage } from "./open.mjs";

export async function scriptlessProblems(browser, { url }) {
  // What chooses among rows, or what to compare, needs script, and is there only with it.
  const mainText = (page) =>
    page.evaluate(() => {
      document.querySelectorAll("[data-filter], [data-compare]").forEach((controls) => controls.remove());
      return document.querySelector("main")?.innerText;
    });
  const read = (javaScript) => withPage(browser, { url, javaScript }, mainText);
  const [plain, scripted] = [await read(false), await read(true)];
  if (plain === undefined) return ["no <main>"];
  if (plain.trim() === "") return ["<main> is empty without JavaScript"];
  return difference(lines(plain), lines(scripted));
}

// Cells of a row, too: what sorts is a block of its own in its head.
function lines(text) {
  return text.split(/[\n\t]/).map((line) => line.trim()).filter(Boolean);
}

function difference(plain, scripted) {
  const missing = scripted.filter((line) => !plain.includes(line)).map((line) => `only with JavaScript: ${line.slice(0, 80)}`);
  const extra = plain.filter((line) => !scripted.includes(line)).map((line) => `only without JavaScript: ${line.slice(0, 80)}`);
  const moved = plain.join("\n") === scripted.join("\n") ? [] : ["the same lines in another order or number"];
  return missing.length + extra.length > 0 ? [...missing, ...extra] : moved;
}
