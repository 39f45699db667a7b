// Prints one page of each kind: no row of a table is lost, heads stand above every part of a table, and no page holds the
// foot of the site alone. node print.mjs SITE... (needs pdftotext)

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "./lib/chromium.mjs";
import { withPage } from "./lib/open.mjs";
import { placesOf, serveSite } from "./lib/places.mjs";
import { KINDS, readSite } from "./lib/site.mjs";
import { Tally } from "./lib/tally.mjs";

if (process.argv.length < 3) {
  console.error("usage: node print.mjs SITE...");
  process.exit(2);
}
if (spawnSync("pdftotext", ["-v"]).error) {
  console.log("SKIPPED: printing, for pdftotext is not installed");
  process.exit(0);
}

const tally = new Tally();
const folder = mkdtempSync(join(tmpdir(), "giar-print-"));
const browser = await launch();
try {
  for (const site of process.argv.slice(2)) await checkSite(readSite(site));
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
tally.report();
process.exitCode = tally.failures.length > 0 ? 1 : 0;

async function checkSite(site) {
  const servers = await serveSite(site);
  try {
    for (const kind of KINDS) {
      const page = site.pages.find((page) => page.kind === kind);
      if (!page) continue;
      const { url } = placesOf(site, page, servers).at(-1);
      const record = (check, problems) => tally.record({ site: site.name, check, subject: page.path, problems });
      const { rows, heads, foot, sheets } = await withPage(browser, { url }, printed);
      const text = squeezed(sheets.join(""));
      record("every row is printed", rows.filter((row) => !text.includes(row)).map((row) => `lost: ${row}`));
      record("heads repeat", headProblems(heads, sheets));
      record("no foot alone", sheets.flatMap((sheet, at) => (isFootAlone(sheet, foot) ? [`sheet ${at + 1} of ${sheets.length}`] : [])));
    }
  } finally {
    for (const server of servers) server.close();
  }
}

/** What the page's tables hold, and the sheets of paper as text. */
async function printed(page) {
  const path = join(folder, "page.pdf");
  await page.emulateMedia({ media: "print" });
  const held = await page.evaluate(() => {
    const shown = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
    const words = (element) => element.innerText.replace(/\s+/g, "");
    const tables = shown("main table");
    return {
      rows: shown("main tbody th[scope=row], main tbody th:not([scope])").map(words).filter(Boolean),
      heads: tables.filter((table) => table.tHead && table.tBodies[0]?.rows.length > 20).map((table) => ({
        head: words(table.tHead.rows[0].cells[0]),
        rows: [...table.tBodies[0].rows].map((row) => words(row.cells[0])),
      })),
      foot: words(document.querySelector(".foot")),
    };
  });
  writeFileSync(path, await page.pdf({ preferCSSPageSize: true }));
  const sheets = execFileSync("pdftotext", ["-raw", path, "-"]).toString().split("\f").filter(Boolean);
  return { ...held, sheets };
}

function squeezed(text) {
  return text.replace(/\s+/g, "");
}

/** A sheet that holds rows of a long table holds its head, too. */
function headProblems(heads, sheets) {
  return heads.flatMap(({ head, rows }) =>
    sheets.flatMap((sheet, at) => {
      const text = squeezed(sheet);
      const here = rows.filter((row) => row && text.includes(row)).length;
      return here > 5 && !text.includes(head) ? [`sheet ${at + 1} has ${here} rows without “${head}”`] : [];
    }),
  );
}

function isFootAlone(sheet, foot) {
  const text = squeezed(sheet).replace(/^\d+\/\d+|\d+\/\d+$/g, "");
  return text !== "" && foot.includes(text);
}
