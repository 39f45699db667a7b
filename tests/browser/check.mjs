// Checks built sites in a real browser: node check.mjs [--shots DIR] SITE...

import { parseArgs } from "node:util";
import { checkFiles, checkInBrowser } from "./lib/check-site.mjs";
import { launch } from "./lib/chromium.mjs";
import { shoot } from "./lib/shots.mjs";
import { KINDS, readSite } from "./lib/site.mjs";
import { Tally } from "./lib/tally.mjs";

const { values, positionals } = parseArgs({ options: { shots: { type: "string" } }, allowPositionals: true });
if (positionals.length === 0) {
  console.error("usage: node check.mjs [--shots DIR] SITE...");
  process.exit(2);
}

const started = Date.now();
const tally = new Tally();
const sites = positionals.map(readSite);
const browser = await launch();
try {
  // Not beside the browser: this program serves its pages, and reading files would keep it waiting.
  for (const site of sites) await checkFiles(site, tally);
  await checkInBrowser(sites, browser, tally);
  for (const site of values.shots ? sites : []) await shoot(site, browser, values.shots);
} finally {
  await browser.close();
}

const seen = new Set(sites.flatMap((site) => site.pages.map((page) => page.kind)));
for (const kind of KINDS) {
  const problems = seen.has(kind) ? [] : ["no page of this kind in any of the sites"];
  tally.record({ site: "all sites", check: "every kind seen", subject: kind, problems });
}

tally.report();
console.log(`${sites.reduce((sum, site) => sum + site.pages.length, 0)} pages in ${((Date.now() - started) / 1000).toFixed(0)} s`);
process.exitCode = tally.failures.length > 0 ? 1 : 0;
