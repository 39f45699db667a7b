// Nothing that an author writes runs, even where no server sends a Content-Security-Policy: node payloads.mjs
//
// Every text of `../fixtures/payloads.txt` stands in every field of a page, of a report and of `site.toml`; what giar
// refuses to publish is left out and counted. Each page is opened with policies off, and every element that came of it
// is hovered, focused and clicked. Ten texts share a page; `GROUP=1` gives each its own, which takes minutes.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test as unlimited } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "./lib/chromium.mjs";
import { inParallel } from "./lib/parallel.mjs";
import { serve } from "./lib/server.mjs";
import { readSite } from "./lib/site.mjs";
import { DEADLINE, GIAR } from "./lib/watched.mjs";

const fixture = (path) => readFileSync(fileURLToPath(new URL(`../fixtures/${path}`, import.meta.url)), "utf8");
const LINES = fixture("payloads.txt").split("\n").filter((line) => line.trim());
const GROUP = Number(process.env.GROUP ?? 10);
/** The texts of each page and report. */
const GROUPS = LINES.flatMap((_, at) => (at % GROUP === 0 ? [LINES.slice(at, at + GROUP)] : []));
const ZEROS = fixture("zeros/2023.md");
/** So many of the texts at least are published in a page, and in a report. */
const FEWEST = 150;
// Most texts hold what no address may, or are too long for a name.
const FEWEST_NAMES = 5;
/** Rules that stop a page like these for other reasons. */
const OFF = ["broken-link", "missing-alt", "table-as-image", "total-mismatch", "no-problems-stated"];
const EVENTS = ["mouseover", "mouseenter", "mousemove", "focus", "blur", "toggle", "animationstart", "transitionend", "close", "click"];
const MAY_LEAD_TO = ["http:", "https:", "mailto:", "tel:"];

const LIMIT = { timeout: 10 * DEADLINE };
const test = (name, steps) => unlimited(name, LIMIT, steps);

let browser, root;
before(async () => {
  browser = await launch();
  root = mkdtempSync(join(tmpdir(), "giar-payloads-"));
}, LIMIT);
after(async () => {
  await browser.close();
  rmSync(root, { recursive: true, force: true });
}, LIMIT);

/** A text as YAML and TOML write it. */
const quoted = (text) => JSON.stringify(text);

function page(texts) {
  const field = quoted(texts.join(" "));
  return `---\ntitle: ${field}\ndescription: ${field}\nkeywords: [${field}]\n---\n\n${texts.map(passage).join("\n\n")}`;
}

function passage(text, at) {
  return `${text}\n\n甲${text}乙\n\n## ${text}\n\n- ${text}\n\n> ${text}\n
|a|b|\n|-|-|\n|${text}|x|\n\n<div>\n${text}\n</div>\n\n[${text}](${text}) ![${text}](<${text}> "${text}") [a][r${at}] <a href="${text}">a</a> <img src='${text}' alt="${text}">
\n[r${at}]: ${text}\n\n甲[^n${at}]\n\n[^n${at}]: ${text}\n\n    ${text}\n\n<p title="${text}">x</p>\n\n<blockquote cite="${text}">x</blockquote>\n\n<table ${text}><tr><td>${text}</table>\n`;
}

function report(texts) {
  const field = quoted(texts.join(" "));
  const head = `title: ${field}\njoint: [${field}]\nrevisions: [{date: 2024-03-02, note: ${field}}]\nwaivers: [{rule: missing-year, reason: ${field}}]\n`;
  const cells = ZEROS.replace("---\n", () => `---\n${head}`).replace(/行政许可: .*/, () => `行政许可: ${quoted(`0（${texts.join(" ")}）`)}`);
  return cells + texts.map((text, at) => `\n${text}\n\n### ${text}\n\n甲[^n${at}]\n\n[^n${at}]: ${text}\n`).join("\n");
}

/** A text as the name of a file; none where no file can have it. */
function named(text) {
  const name = text.replaceAll("/", "_");
  return Buffer.byteLength(name) < 200 ? [name] : [];
}

function settings() {
  const all = quoted(LINES.join(" "));
  const identity = ["site_name", "organiser", "contact", "address", "postcode", "phone", "icp", "police"];
  const agency = (texts, at) => {
    const name = quoted(texts.join(" "));
    return `[[agency]]\nid = "p${at}"\nname = ${name}\nshort_name = ${name}\nname_aliases = [${name}]\nabsent = [{year = 2020, reason = ${name}}]\nkind = "office"\nrank = "town"\n`;
  };
  return [
    `title = ${all}\ndescription = ${all}\nlicense = ${all}\nbase_url = "https://www.example.gov.cn/"`,
    `[identity]\n${identity.map((key) => `${key} = ${all}`).join("\n")}`,
    `[column]\nname = ${all}\ntype = ${all}\nkeywords = [${all}]\ndescription = ${all}`,
    `[rules]\n${OFF.map((rule) => `${rule} = "off"`).join("\n")}`,
    `[[nav]]\nlabel = ${all}\npath = ""`,
    ...GROUPS.map(agency),
  ].join("\n\n");
}

/** Builds the portal without the files that giar refuses; how many of the texts are left in pages and in reports. */
function build() {
  const files = new Map([["site.toml", settings()]]);
  GROUPS.forEach((texts, at) => {
    files.set(`content/t${at}.md`, page(texts));
    files.set(`content/reports/p${at}/2023.md`, report(texts));
  });
  // Names of pages and of attachments, in folders that are named so too.
  const names = LINES.flatMap(named);
  for (const name of names) {
    files.set(`content/${name}/${name}.md`, `甲\n\n[乙](<${name}.pdf>)\n`);
    files.set(`content/${name}/${name}.pdf`, "x");
  }
  const write = ([path, text]) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  [...files].forEach(write);
  const checked = spawnSync(GIAR, ["check", "-C", root, "--format", "json"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const refused = new Set(JSON.parse(checked.stdout).findings.filter(({ level }) => level === "error").map(({ path }) => path));
  for (const path of refused) {
    rmSync(join(root, path));
    files.delete(path);
  }
  execFileSync(GIAR, ["build", "-q", "-C", root, "-o", join(root, "public")], { stdio: ["ignore", "ignore", "pipe"] });
  const left = (pathOf) => GROUPS.filter((_, at) => files.has(pathOf(at))).flat().length;
  const published = names.filter((name) => files.has(`content/${name}/${name}.md`) && files.has(`content/${name}/${name}.pdf`));
  return { names: published.length, pages: left((at) => `content/t${at}.md`), reports: left((at) => `content/reports/p${at}/2023.md`) };
}

/** A browser in which what runs is noted, with the address of the page it ran on. */
async function watching() {
  const context = await browser.newContext({ bypassCSP: true });
  const ran = [];
  for (const name of ["alert", "confirm", "prompt", "open"]) {
    await context.exposeBinding(name, ({ frame }) => void ran.push(`${name} on ${frame.url()}`));
  }
  return { context, ran };
}

/** Does to every element what a visitor may do, and names the links that would run something. */
function touch({ events, schemes }) {
  addEventListener("click", (event) => event.preventDefault());
  addEventListener("submit", (event) => event.preventDefault());
  for (const element of document.querySelectorAll("*")) {
    for (const event of events) element.dispatchEvent(new Event(event, { cancelable: true, bubbles: event === "click" }));
  }
  const addresses = [...document.querySelectorAll("[href], [src], [action], [formaction], [data], [cite]")].flatMap((element) =>
    ["href", "src", "action", "formaction", "data", "cite"].filter((name) => element.hasAttribute(name)).map((name) => [element.localName, name, element.getAttribute(name)]),
  );
  return addresses.filter(([, , address]) => !schemes.includes(new URL(address, document.baseURI).protocol)).map((parts) => parts.join(" "));
}

/** What runs on a page, is asked of another host, or would run if it were followed. */
async function problemsOf({ context, ran }, url, origin) {
  const page = await context.newPage();
  page.setDefaultTimeout(DEADLINE);
  const problems = [];
  page.on("request", (request) => {
    // A picture of another site is reported when it is checked, and runs nothing.
    if (!request.url().startsWith(origin) && request.resourceType() !== "image") problems.push(`${url} asks for ${request.url()}`);
  });
  page.on("dialog", (dialog) => dialog.dismiss());
  await page.addInitScript(() => (window.print = () => {}));
  await page.goto(url);
  problems.push(...(await page.evaluate(touch, { events: EVENTS, schemes: MAY_LEAD_TO })).map((address) => `${url} leads to ${address}`));
  // Ours write what a table is sorted by into the address.
  if (page.url().replace(/\?.*/, "") !== new URL(url).href) problems.push(`${url} has become ${page.url()}`);
  await page.close();
  return [...problems, ...ran.splice(0)];
}

test("what runs is noticed", async () => {
  const open = join(root, "open");
  mkdirSync(open);
  const faults = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<p onmouseover=alert(1)>a</p>", "<a href=javascript:alert(1)>a</a>", "<script src=//evil.cn/x></script>", "<meta http-equiv=refresh content='0;url=other'>"];
  faults.forEach((fault, at) => writeFileSync(join(open, `${at}.html`), `<!doctype html><html data-kind="page" lang="zh-CN"><base href="/"><title>a</title>${fault}</html>`));
  const server = await serve({ root: open, files: new Set(faults.map((_, at) => `${at}.html`)) }, "/");
  const watched = await watching();
  for (const [at, fault] of faults.entries()) {
    const problems = await problemsOf(watched, `${server.base}${at}.html`, server.origin).catch((error) => [String(error)]);
    assert.notEqual(problems.length, 0, fault);
  }
  server.close();
});

test("nothing that an author writes runs", async () => {
  const left = build();
  assert.ok(Math.min(left.pages, left.reports) >= FEWEST && left.names >= FEWEST_NAMES, JSON.stringify(left));
  const site = readSite(join(root, "public"));
  const server = await serve(site, "/");
  const watched = await watching();
  const problems = [];
  await inParallel(site.pages.filter(({ kind }) => kind !== "404"), async ({ path }) => {
    problems.push(...(await problemsOf(watched, `${server.base}${path}`, server.origin)));
  });
  server.close();
  console.log(`${site.pages.length} pages, of ${LINES.length} texts ${left.pages} in pages and ${left.reports} in reports and ${left.names} in names of files`);
  assert.deepEqual(problems, []);
});
