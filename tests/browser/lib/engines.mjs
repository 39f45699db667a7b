// Firefox and WebKit as they are installed, each through the driver it has: Playwright drives only builds of its own.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FIREFOX = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];
const WEBKIT_DRIVER = ["/usr/bin/WebKitWebDriver"];
const MINI_BROWSER = ["/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser", "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser"];
const HEIGHT = 900;
const PATIENCE = 30_000;

const found = (places) => places.find((place) => existsSync(place));
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The engines that can be driven here, by name; each starts a browser. */
export function engines() {
  return {
    ...(found(FIREFOX) && { Firefox: startFirefox }),
    ...(found(WEBKIT_DRIVER) && found(MINI_BROWSER) && { WebKit: startWebKit }),
  };
}

/** What both drivers can do. `send(command, parameters)` is the driver's own way to say it. */
class Browser {
  constructor(send, close) {
    this.send = send;
    this.close = close;
  }

  /** Shows an address in a frame of a given width: a window cannot be made as narrow as a phone. */
  async open(url, width) {
    await this.send("leave");
    await this.send("navigate", { url: "about:blank" });
    await this.run(
      ([url, width, height]) =>
        new Promise((loaded) => {
          document.body.style.margin = 0;
          const frame = Object.assign(document.createElement("iframe"), { src: url, width, height, onload: () => loaded() });
          frame.style.border = 0;
          document.body.append(frame);
        }),
      [url, width, HEIGHT],
    );
    await this.send("enter");
  }

  /** Runs a function in the frame; what it promises comes back. `before` is source that it needs. */
  async run(work, argument, before = "") {
    const script = `const done = arguments[arguments.length - 1]; ${before};
      Promise.resolve().then(() => (${work})(arguments[0])).then((value) => done({ value: value === undefined ? null : value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.send("run", { script, args: [argument ?? null] });
    if (error) throw new Error(error);
    return value;
  }

  /** As the checks that were written for Playwright ask. */
  evaluate(work, argument) {
    return this.run(work, argument);
  }
}

/** Firefox speaks Marionette: lists in JSON, each behind its length. */
async function startFirefox() {
  const profile = mkdtempSync(join(tmpdir(), "giar-firefox-"));
  const port = 20_000 + (process.pid % 20_000);
  writeFileSync(join(profile, "user.js"), `user_pref("marionette.port", ${port});\n`);
  const firefox = spawn(found(FIREFOX), ["--headless", "--marionette", "--no-remote", "--profile", profile], { stdio: "ignore" });
  const socket = await connected(port);
  const answers = answersOf(socket);
  await answers.next();
  let count = 0;
  const call = async (name, parameters = {}) => {
    const text = JSON.stringify([0, (count += 1), name, parameters]);
    socket.write(`${Buffer.byteLength(text)}:${text}`);
    const [, , error, result] = (await answers.next()).value;
    if (error) throw new Error(`${name}: ${error.message}`);
    return result;
  };
  await call("WebDriver:NewSession", { timeouts: { script: PATIENCE } });
  const commands = {
    navigate: ({ url }) => call("WebDriver:Navigate", { url }),
    leave: () => call("WebDriver:SwitchToFrame", { id: null }),
    enter: () => call("WebDriver:SwitchToFrame", { id: 0 }),
    run: async ({ script, args }) => (await call("WebDriver:ExecuteAsyncScript", { script, args, sandbox: null })).value,
    picture: async () => (await call("WebDriver:TakeScreenshot", { full: false })).value,
  };
  const close = async () => {
    const ended = new Promise((resolve) => firefox.once("exit", resolve));
    await call("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => firefox.kill());
    await ended;
    rmSync(profile, { recursive: true, force: true });
  };
  return new Browser((command, parameters) => commands[command](parameters), close);
}

async function connected(port) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(200)) {
    const socket = connect(port, "127.0.0.1");
    const isThere = await new Promise((resolve) => socket.once("connect", () => resolve(true)).once("error", () => resolve(false)));
    if (isThere) return socket;
  }
  throw new Error("Firefox does not answer");
}

async function* answersOf(socket) {
  let waiting = Buffer.alloc(0);
  for await (const part of socket) {
    waiting = Buffer.concat([waiting, part]);
    for (let colon = waiting.indexOf(":"); colon > 0; colon = waiting.indexOf(":")) {
      const end = colon + 1 + Number(waiting.subarray(0, colon));
      if (waiting.length < end) break;
      yield JSON.parse(waiting.subarray(colon + 1, end));
      waiting = waiting.subarray(end);
    }
  }
}

/** WebKit's driver speaks WebDriver over HTTP. It needs a display. */
async function startWebKit() {
  const port = 40_000 + (process.pid % 20_000);
  const driver = spawn("xvfb-run", ["-a", found(WEBKIT_DRIVER), `--port=${port}`], { stdio: "ignore", detached: true });
  const call = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${value.message || value.error}`);
    return value;
  };
  const options = { "webkitgtk:browserOptions": { binary: found(MINI_BROWSER), args: ["--automation"] } };
  const { sessionId } = await patiently(() => call("POST", "/session", { capabilities: { alwaysMatch: { ...options, timeouts: { script: PATIENCE } } } }));
  const session = (method, path, body) => call(method, `/session/${sessionId}${path}`, body);
  await session("POST", "/window/rect", { width: 1400, height: 1000 }).catch(() => {});
  const commands = {
    navigate: ({ url }) => session("POST", "/url", { url }),
    leave: () => session("POST", "/frame", { id: null }),
    enter: () => session("POST", "/frame", { id: 0 }),
    run: ({ script, args }) => session("POST", "/execute/async", { script, args }),
    picture: () => session("GET", "/screenshot"),
  };
  const close = async () => {
    await session("DELETE", "").catch(() => {});
    process.kill(-driver.pid);
  };
  return new Browser((command, parameters) => commands[command](parameters), close);
}

/** A driver takes a moment to listen. */
async function patiently(ask) {
  for (const end = Date.now() + PATIENCE; ; await pause(200)) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > end || error.cause === undefined) throw error;
    }
  }
}
