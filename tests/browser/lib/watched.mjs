// A site under `giar watch`: a copy that may be edited, its preview, and pages of it in a browser.

import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Long enough for a debug build on a busy machine. */
export const DEADLINE = Number(process.env.DEADLINE ?? 60_000);

const target = (kind) => fileURLToPath(new URL(`../../../target/${kind}/giar`, import.meta.url));
export const GIAR = [process.env.GIAR, target("release"), target("debug")].find((place) => place && existsSync(place));

/** A page of the copy that tells by itself which edits the preview has seen. */
const BEACON = "content/beacon.md";

export class Watched {
  #originals = new Map();
  #beacons = 0;
  /** What the preview has said in the terminal. */
  said = "";

  constructor(source, ...options) {
    this.root = mkdtempSync(join(tmpdir(), "giar-preview-"));
    cpSync(source, this.root, { recursive: true });
    this.options = options;
  }

  async start() {
    this.port ??= await freePort();
    this.beacon();
    this.child = spawn(GIAR, ["watch", "-C", this.root, "--port", String(this.port), ...this.options], { stdio: "pipe" });
    this.child.stderr.on("data", (chunk) => (this.said += chunk));
    this.ended = new Promise((resolve) => this.child.on("exit", resolve));
    const address = new Promise((resolve, reject) => {
      this.child.stdout.on("data", (chunk) => {
        this.said += chunk;
        const found = /http:\/\/\S+?\/(?=（| \()/.exec(this.said);
        if (found) resolve(found[0]);
      });
      this.child.on("exit", (code) => reject(new Error(`giar watch ended with ${code}:\n${this.said}`)));
    });
    this.base = await within("the preview names its address", address);
  }

  /** What lets one browser change files, as the terminal shows it: the newest. */
  ticket() {
    return /#([0-9a-f]{32})(?![\s\S]*#[0-9a-f]{32})/.exec(this.said)[1];
  }

  async stop() {
    if (!this.child) return;
    this.child.kill();
    await within("the preview ends", this.ended).finally(() => this.child.kill("SIGKILL"));
  }

  async remove() {
    await this.stop();
    rmSync(this.root, { recursive: true });
  }

  read(path) {
    return readFileSync(join(this.root, path), "utf8");
  }

  /** Changes a file, or makes it; remembers what it was. */
  write(path, text) {
    const file = join(this.root, path);
    if (!this.#originals.has(path)) this.#originals.set(path, existsSync(file) ? readFileSync(file) : null);
    if (text === null) return rmSync(file);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Puts a text in place of another, which must be there once. */
  edit(path, from, to) {
    const text = this.read(path);
    if (text.split(from).length !== 2) throw new Error(`${path} holds ${JSON.stringify(from)} ${text.split(from).length - 1} times`);
    this.write(path, text.replace(from, () => to));
  }

  /** What the files are now is what they will be restored to. */
  forget() {
    this.#originals.clear();
  }

  /** All files as they were. */
  async restore() {
    for (const [path, text] of this.#originals) {
      if (text !== null) writeFileSync(join(this.root, path), text);
      else rmSync(join(this.root, path), { force: true });
    }
    this.#originals.clear();
    await this.settle();
  }

  beacon() {
    this.#beacons += 1;
    writeFileSync(join(this.root, BEACON), `---\ntitle: 标记\n---\n\n第${this.#beacons}次。\n`);
  }

  /** Waits until the preview has seen every edit made so far: it sees them in their order. */
  async settle() {
    this.beacon();
    await until(`the preview has seen edit ${this.#beacons}`, async () => {
      const answer = await fetch(`${this.base}beacon/`);
      return (await answer.text()).includes(`第${this.#beacons}次。`);
    });
  }
}

/** Opens a page, and waits until it follows its files and can be changed in place. */
export async function open(context, url) {
  const page = await context.newPage();
  page.setDefaultTimeout(DEADLINE);
  await visit(page, url);
  return page;
}

export async function visit(page, url) {
  // The page that is left may be asking for itself, too: who waited for that answer to end would wait for ever.
  await page.goto("about:blank");
  const isItself = (request) => request.resourceType() === "fetch" && request.url().startsWith(url) && !request.url().includes("__giar/");
  const asked = page.waitForEvent("requestfinished", isItself);
  await page.goto(url);
  await asked;
  await page.locator("#giar-preview .pill").waitFor();
  // A property of the window is lost when the page is loaded again.
  await page.evaluate(() => (window.isStill = true));
}

export function isStill(page) {
  return page.evaluate(() => window.isStill === true);
}

export async function until(what, holds) {
  const end = Date.now() + DEADLINE;
  for (;;) {
    if (await within(what, holds())) return;
    if (Date.now() > end) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** What comes in time; an error, if it does not. */
function within(what, coming) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`never happened: ${what}`)), DEADLINE)));
  return Promise.race([coming, late]).finally(() => clearTimeout(timer));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
