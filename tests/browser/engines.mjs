// Sees one page of each kind in Firefox and WebKit, where they are installed: node engines.mjs [--shots DIR] SITE...

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { RULES, runAxe, described } from "./lib/axe.mjs";
import { engines } from "./lib/engines.mjs";
import { overlapProblems } from "./lib/overlap.mjs";
import { serve } from "./lib/server.mjs";
import { sidewaysProblems } from "./lib/sideways.mjs";
import { KINDS, readSite } from "./lib/site.mjs";
import { Tally } from "./lib/tally.mjs";

const WIDTHS = [320, 1280];

const folders = process.argv.slice(2);
const shots = folders[0] === "--shots" ? folders.splice(0, 2)[1] : undefined;
if (folders.length === 0) {
  console.error("usage: node engines.mjs [--shots DIR] SITE...");
  process.exit(2);
}

const tally = new Tally();
const here = engines();
for (const name of ["Firefox", "WebKit"].filter((name) => !here[name])) console.log(`SKIPPED: ${name} is not installed`);
const sites = folders.map(readSite);
await Promise.all(Object.entries(here).map(checkIn));
tally.report();
process.exitCode = tally.failures.length > 0 ? 1 : 0;

async function checkIn([name, start]) {
  const browser = await start();
  try {
    for (const site of sites) await checkSite(site, name, browser);
  } finally {
    await browser.close();
  }
}

async function checkSite(site, engine, browser) {
  const server = await serve(site, site.basePath);
  try {
    for (const page of KINDS.map((kind) => site.pages.find((page) => page.kind === kind)).filter(Boolean)) {
      for (const width of WIDTHS) await look(page, width);
    }
  } finally {
    server.close();
  }

  async function look(page, width) {
    const record = (check, problems) => tally.record({ site: `${site.name} in ${engine}`, check, subject: `${page.path} ${width} px`, problems });
    await browser.open(server.base + page.path, width);
    record("no sideways scroll", await sidewaysProblems(browser));
    record("no overlap", await overlapProblems(browser));
    // What it draws over its neighbours there has its own place all the same, so that only the style tells.
    const autospace = await browser.run(() => getComputedStyle(document.body).textAutospace);
    if (engine === "WebKit") record("no autospace", autospace === "normal" ? ["numbers are drawn over their neighbours"] : []);
    // What axe reads is the same document at each width; colours and sizes are the engine's.
    if (width === WIDTHS[0]) record("axe", described(await browser.run(runAxe, RULES, axe.source)));
    if (shots) await keep(`${engine}-${page.kind}-${width}`);
  }

  async function keep(name) {
    mkdirSync(shots, { recursive: true });
    await browser.send("leave");
    writeFileSync(join(shots, `${name}.png`), Buffer.from(await browser.send("picture"), "base64"));
  }
}
