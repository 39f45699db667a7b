// Firefox and WebKit as they are installed, each through the driver it has: Playwright drives only builds of its own.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { binary, launch } from "./firefox.mjs";

const WEBKIT_DRIVER = ["/usr/bin/WebKitWebDriver"];
const MINI_BROWSER = ["/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser", "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser"];
const HEIGHT = 900;
const PATIENCE = 30_000;

const found = (places) => places.find((place) => existsSync(place));
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The engines that can be driven here, by name; each starts a browser. */
export function engines() {
  return {
    ...(binary() && { Firefox: startFirefox }),
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

async function startFirefox() {
  const firefox = await launch({ width: 1400, height: 1000 });
  const [page] = await firefox.pages();
  let frame = page.mainFrame();
  const commands = {
    navigate: ({ url }) => page.goto(url),
    leave: () => (frame = page.mainFrame()),
    enter: () => ([frame] = page.mainFrame().childFrames()),
    run: ({ script, args }) => frame.evaluate(`new Promise((done) => (function () { ${script} })(...${JSON.stringify(args)}, done))`),
    picture: () => page.screenshot({ encoding: "base64" }),
  };
  return new Browser(async (command, parameters) => commands[command](parameters), () => firefox.close());
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
