// How long after a saving a waiting browser shows the new page: node latency.mjs [--hugo HUGO] SITE...
// How long after a key in the form it shows what is found:        node latency.mjs --form SITE...
//
// SITE is the source of a site of giar's (`cargo run --release --example corpus -- 10000 /tmp/portal` makes one); a report
// of it is changed again and again, and changed back at the end. With --hugo the same is measured of `hugo server`, by
// that program and the few layouts in hugo/, on the same files.

import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { launch } from "./lib/chromium.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const GIAR = process.env.GIAR ?? here("../../target/release/giar");
const PORT = "4817";

const { values, positionals } = parseArgs({
  options: { rounds: { type: "string", default: "101" }, hugo: { type: "string" }, form: { type: "boolean" } },
  allowPositionals: true,
});
if (positionals.length === 0) {
  console.error("usage: node latency.mjs [--rounds N] [--hugo HUGO | --form] SITE...");
  process.exit(2);
}

const GENERATORS = [
  {
    name: "giar watch",
    command: (root) => [GIAR, "watch", "-C", root, "--port", PORT],
    path: (agency, year) => `xxgk/${year}/${agency}/`,
    rounds: Number(values.rounds),
    rest: 100,
  },
];
if (values.hugo) {
  GENERATORS.push({
    name: "hugo server",
    command: (root) => [values.hugo, "server", "-s", here("hugo"), "--contentDir", join(root, "content"), "-p", PORT, "-M"],
    path: (agency, year) => `reports/${agency}/${year}/`,
    // It takes seconds a round.
    rounds: Math.min(Number(values.rounds), 15),
    // Saved sooner, some edits are not shown until the next.
    rest: 2500,
  });
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const now = () => performance.timeOrigin + performance.now();

/** Waits until a server answers. */
async function answers(address) {
  for (let tries = 0; tries < 1200; tries++) {
    const response = await fetch(address).catch(() => undefined);
    await response?.arrayBuffer();
    if (response?.ok) return;
    await pause(100);
  }
  throw new Error(`${address} does not answer`);
}

/** Milliseconds of processor time that a process has used. */
function used(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Tells when a round is on the page, at the first frame that shows it. */
function tellRounds() {
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
}

/** How many reports a site has, and one from their midst. */
function reportsOf(root) {
  const content = join(root, "content", "reports");
  const reports = readdirSync(content, { recursive: true }).filter((name) => /\d{4}\.md$/.test(name)).sort();
  const file = join(content, reports[Math.floor(reports.length / 2)]);
  const [agency, year] = relative(content, file).replace(/\.md$/, "").split("/");
  return { reports: reports.length, file, agency, year, text: readFileSync(file, "utf8") };
}

async function measure(generator, root, browser) {
  const { reports, file, agency, year, text } = reportsOf(root);
  const [program, ...args] = generator.command(root);
  const child = spawn(program, args, { stdio: "ignore" });
  const page = await browser.newPage();
  const times = [];
  try {
    const address = `http://127.0.0.1:${PORT}/${generator.path(agency, year)}`;
    await answers(address);
    let seen = () => {};
    await page.exposeFunction("giarSeen", (round, at) => seen(round, at));
    await page.addInitScript(tellRounds);
    await page.goto(address);
    await pause(1000);
    for (let round = 0; round < generator.rounds; round++) {
      const shown = new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`round ${round} was never shown`)), 60_000);
        seen = (which, at) => {
          if (which !== round) return;
          clearTimeout(timer);
          resolve(at);
        };
      });
      const before = now();
      writeFileSync(file, `${text}\n这是第${round}次改动。\n`);
      times.push((await shown) - before);
      await pause(generator.rest + (round % 7) * 20);
    }
    await pause(500);
    const before = used(child.pid);
    await pause(5000);
    const idle = used(child.pid) - before;
    const memory = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024;
    return { reports, times, memory, idle };
  } finally {
    writeFileSync(file, text);
    await page.close();
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("exit", resolve));
  }
}

/** Tells how long it took from a key to the first frame with other findings. */
function tellKeys() {
  let pressed = 0;
  document.addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
  document.addEventListener("DOMContentLoaded", () => {
    const found = document.getElementById("found");
    const told = () => pressed && requestAnimationFrame(() => window.giarTold(performance.now() - pressed));
    new MutationObserver(told).observe(found, { childList: true });
  });
}

/** Types a digit too many into a cell and takes it back, again and again; now and then it rests, and is saved. */
async function measureKeys(root, browser) {
  const { reports, file, agency, year, text } = reportsOf(root);
  const child = spawn(GIAR, ["edit", `${agency}/${year}`, "-C", root, "--port", PORT, "--no-open"], { stdio: ["ignore", "pipe", "ignore"] });
  const page = await browser.newPage();
  const times = [];
  try {
    await page.goto(await formAddress(child));
    let told = () => {};
    await page.exposeFunction("giarTold", (time) => told(time));
    await page.addInitScript(tellKeys);
    await page.reload();
    await page.waitForFunction(() => document.querySelector("#found li") && !document.querySelector("#cells td input").readOnly);
    await page.locator('input[name="applications.received.natural_person"]').focus();
    await page.keyboard.press("End");
    for (let round = 0; round < Number(values.rounds); round++) {
      const shown = new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`key ${round} was never judged`)), 60_000);
        told = (time) => {
          clearTimeout(timer);
          resolve(time);
        };
      });
      await page.keyboard.press(round % 2 === 0 ? "7" : "Backspace");
      times.push(await shown);
      await pause(round % 10 === 8 ? 2500 : 120 + (round % 7) * 20);
    }
    return { reports, times };
  } finally {
    await page.close();
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("exit", resolve));
    writeFileSync(file, text);
  }
}

/** The address with a ticket, as the program shows it. */
function formAddress(child) {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      const found = /http:\/\/\S+#[0-9a-f]{32}/.exec(said);
      if (found) resolve(found[0]);
    });
    child.once("exit", () => reject(new Error(`giar edit has ended: ${said}`)));
  });
}

/** The first fills what browser and server keep. */
function shares(times) {
  const sorted = times.slice(1).sort((a, b) => a - b);
  return [0.5, 0.95, 1].map((share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(0));
}

async function keys(browser) {
  console.log("| reports | from a key to its verdict: median, ms | 95 of 100, ms | longest, ms |");
  console.log("|---:|---:|---:|---:|");
  for (const root of positionals) {
    const { reports, times } = await measureKeys(root, browser);
    console.log(`| ${[reports, ...shares(times)].join(" | ")} |`);
  }
}

async function previews(browser) {
  console.log("| reports | preview | median, ms | 95 of 100, ms | longest, ms | peak memory, MB | processor in 5 s idle, ms |");
  console.log("|---:|---|---:|---:|---:|---:|---:|");
  for (const root of positionals) {
    for (const generator of GENERATORS) {
      const { reports, times, memory, idle } = await measure(generator, root, browser);
      const row = [reports, generator.name, ...shares(times), memory.toFixed(0), idle];
      console.log(`| ${row.join(" | ")} |`);
    }
  }
}

const browser = await launch();
await (values.form ? keys : previews)(browser).finally(() => browser.close());
