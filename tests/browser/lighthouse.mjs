// Lighthouse on a page of each kind: node lighthouse.mjs [--runs N] [--desktop] SITE [PAGE...]. Needs the network once, for Lighthouse itself.
//
// The site is served from the path it says it lives under, by a server that keeps nothing back; Lighthouse throttles it
// to a slow phone, or to a desktop's line. A sample asks robots to stay out, which Lighthouse takes for a fault: that one audit is left out.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { binary } from "./lib/chromium.mjs";
import { serve } from "./lib/server.mjs";
import { KINDS, readSite } from "./lib/site.mjs";

const LIGHTHOUSE = "lighthouse@12.8.2";
const FLOORS = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 };

const options = { runs: { type: "string", default: "5" }, desktop: { type: "boolean" } };
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const [folder, ...wanted] = positionals;
const site = readSite(folder);
const pages = wanted.length > 0 ? wanted : KINDS.map((kind) => site.pages.find((page) => page.kind === kind)?.path).filter(Boolean);

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function measure(url, report) {
  const flags = ["--quiet", "--output=json", `--output-path=${report}`, "--skip-audits=is-crawlable"];
  if (values.desktop) flags.push("--preset=desktop");
  const chrome = "--chrome-flags=--headless=new --no-sandbox --disable-gpu";
  await promisify(execFile)("npx", ["--yes", LIGHTHOUSE, url, ...flags, chrome], { env: { ...process.env, CHROME_PATH: binary() } });
  return JSON.parse(await readFile(report, "utf8"));
}

/** What an audit of the category says that is not perfect, apart from the bare measurements. */
function complaints({ categories, audits }) {
  const refs = Object.values(categories).flatMap((category) => category.auditRefs.filter((ref) => ref.weight > 0));
  return refs.map((ref) => audits[ref.id]).filter((audit) => audit?.score !== null && audit?.score < 0.9).map((audit) => audit.id);
}

const server = await serve(site, site.basePath);
const work = await mkdtemp(join(tmpdir(), "lighthouse-"));
try {
  for (const path of pages) {
    const url = server.base + encodeURI(path.replace(/index\.html$/, ""));
    const results = [];
    for (let run = 0; run < Number(values.runs); run++) results.push(await measure(url, join(work, "report.json")));
    const scores = Object.keys(FLOORS).map((name) => [name, median(results.map((result) => Math.round(result.categories[name].score * 100)))]);
    const paints = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"].map(
      (id) => `${id} ${median(results.map((result) => result.audits[id].numericValue)).toFixed(id.endsWith("shift") ? 3 : 0)}`,
    );
    console.log(`/${path}: ${scores.map((score) => score.join(" ")).join(", ")}; ${paints.join(", ")}`);
    const low = scores.filter(([name, score]) => score < FLOORS[name]);
    if (low.length > 0) {
      process.exitCode = 1;
      console.log(`  too low: ${low.map(([name]) => name).join(", ")}; ${[...new Set(results.flatMap(complaints))].join(", ")}`);
    }
  }
} finally {
  server.close();
  await rm(work, { recursive: true });
}
