// How long after a saving a waiting browser shows the new page: node latency.mjs [--hugo HUGO] SITE...
//
// SITE is the source of a site of giar's (`cargo run --release --example corpus -- 10000 /tmp/portal` makes one); it is
// changed back afterwards. With --hugo, a program of that name serves SITE/../yaml in turn: see docs/performance.md.

import { spawn } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { launch } from "./lib/chromium.mjs";

const GIAR = process.env.GIAR ?? new URL("../../target/release/giar", import.meta.url).pathname;
const { values, positionals } = parseArgs({
  options: { rounds: { type: "string", default: "101" } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
if (positionals.length === 0) {
  console.error("usage: node latency.mjs [--rounds N] SITE...");
  process.exit(2);
}

/** Starts a preview; resolves with its address. */
function preview(root) {
  const child = spawn(GIAR, ["watch", "-C", root, "--port", "4817"], { stdio: ["ignore", "pipe", "inherit"] });
  const address = new Promise((resolve, reject) => {
    let out = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
      const found = /http:\/\/\S+\//.exec(out);
      if (found) resolve(found[0]);
    });
    child.on("exit", (code) => reject(new Error(`giar watch ended with ${code}`)));
  });
  return { child, address };
}

function reports(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => /\d{4}\.md$/.test(name))
    .map((name) => join(folder, name))
    .sort();
}

/** Milliseconds from before the write to the first frame of the page that has it. */
async function measure(root, browser) {
  const content = join(root, "content", "reports");
  const all = reports(content);
  const file = all[Math.floor(all.length / 2)];
  const [agency, year] = relative(content, file).replace(/\.md$/, "").split("/");
  const text = readFileSync(file, "utf8");
  const { child, address } = preview(root);
  const times = [];
  try {
    const page = await browser.newPage();
    let seen = () => {};
    await page.exposeFunction("giarSeen", (round, at) => seen(round, at));
    await page.addInitScript(() => {
      let last = -1;
      const look = () => {
        const round = /第(\d+)次改动/.exec(document.querySelector("main")?.textContent ?? "");
        if (!round || Number(round[1]) === last) return;
        last = Number(round[1]);
        requestAnimationFrame(() => window.giarSeen(last, performance.timeOrigin + performance.now()));
      };
      document.addEventListener("DOMContentLoaded", () => {
        look();
        new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
      });
    });
    await page.goto(`${await address}${year}/${agency}/`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (let round = 0; round < rounds; round++) {
      const shown = new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`round ${round} was never shown`)), 20_000);
        seen = (which, at) => {
          if (which !== round) return;
          clearTimeout(timer);
          resolve(at);
        };
      });
      const before = performance.timeOrigin + performance.now();
      writeFileSync(file, `${text}\n这是第${round}次改动。\n`);
      times.push((await shown) - before);
      await new Promise((resolve) => setTimeout(resolve, 30 + (round % 7) * 10));
    }
    const memory = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
    return { reports: all.length, times, memory };
  } finally {
    writeFileSync(file, text);
    child.removeAllListeners("exit");
    child.kill("SIGTERM");
  }
}

const browser = await launch();
console.log("| reports | median, ms | 95 of 100, ms | longest, ms | peak memory, MB |\n|---:|---:|---:|---:|---:|");
try {
  for (const root of positionals.filter((root) => statSync(root).isDirectory())) {
    const { reports, times, memory } = await measure(root, browser);
    // The first fills what browser and server keep.
    const sorted = times.slice(1).sort((a, b) => a - b);
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(0);
    console.log(`| ${reports} | ${at(0.5)} | ${at(0.95)} | ${at(1)} | ${memory.toFixed(0)} |`);
  }
} finally {
  await browser.close();
}
