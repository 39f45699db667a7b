// The pictures of the documentation: node pictures.mjs COUNTY FINDING.txt OUT. docs/pictures runs it.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./lib/chromium.mjs";
import { withPage } from "./lib/open.mjs";
import { serve } from "./lib/server.mjs";
import { readSite } from "./lib/site.mjs";
import { Watched } from "./lib/watched.mjs";

const [county, finding, out] = process.argv.slice(2);

// Which page, under which name, how much of it.
const PAGES = [
  ["2023/qinghe/index.html", "report", 1280, 1500],
  ["2023/qinghe/index.html", "report-phone", 375, 900],
  ["index.html", "home", 1280, 1000],
  ["index.html", "home-phone", 375, 900],
  ["2023/index.html", "year", 1280, 900],
  ["2023/index.html", "year-phone", 375, 900],
  ["agencies/qinghe/index.html", "agency", 1280, 1100],
  ["agencies/qinghe/index.html", "agency-phone", 375, 900],
  ["search/index.html?q=不予公开", "search", 1280, 900],
  ["search/index.html?q=不予公开", "search-phone", 375, 900],
];

const COLOURS = { 1: "#f66", 2: "#5d5", 3: "#fd5", 4: "#7af", 5: "#f8f", 6: "#5dd" };

/** What a terminal shows, as a page. */
function asPage(text) {
  const escape = (plain) => plain.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  let html = "";
  let style = "";
  for (const [, codes, plain] of ("\x1b[0m" + text).matchAll(/\x1b\[([\d;]*)m([^\x1b]*)/g)) {
    for (const code of codes.split(";").map(Number)) {
      if (code === 0) style = "";
      else if (code === 1) style += "font-weight:bold;";
      else if (COLOURS[code % 10] && code >= 30) style += `color:${COLOURS[code % 10]};`;
    }
    html += `<span style="${style}">${escape(plain)}</span>`;
  }
  return `<!DOCTYPE html><meta charset="utf-8"><style>
    body { margin: 0; background: #16212b; width: fit-content }
    pre { margin: 0; padding: 24px 28px; color: #e8edf2; font: 16px/1.55 "Noto Sans Mono CJK SC", monospace }
  </style><pre>${html}</pre>`;
}

/** A report with a wrong number, as it is shown while it is edited. */
async function previewPicture() {
  const preview = new Watched(fileURLToPath(new URL("../fixtures/county", import.meta.url)));
  try {
    preview.edit("content/reports/qinghe/2023.md", "received: [95,", "received: [102,");
    await preview.start();
    await withPage(browser, { url: `${preview.base}2023/qinghe/index.html`, width: 1280 }, async (page) => {
      await page.locator("#giar-preview .panel").waitFor();
      await page.screenshot({ path: join(out, "preview.png") });
    });
  } finally {
    await preview.remove();
  }
}

const site = readSite(county);
const browser = await launch();
const server = await serve(site, site.basePath);
try {
  for (const [path, name, width, height] of PAGES) {
    await withPage(browser, { url: server.base + path, width }, async (page) => {
      await page.setViewportSize({ width, height });
      if (path.includes("?q=")) await page.waitForSelector("#results li");
      await page.screenshot({ path: join(out, `${name}.png`) });
    });
  }
  await previewPicture();
  const page = await browser.newPage({ viewport: { width: 1100, height: 400 }, deviceScaleFactor: 1.5 });
  await page.setContent(asPage((await readFile(finding, "utf8")).trimEnd()));
  await page.locator("body").screenshot({ path: join(out, "finding.png") });
} finally {
  server.close();
  await browser.close();
}
