// Finds and starts the machine's own Chromium.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A page that asks for another host must fail, online as offline.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

export function binary() {
  const found = PLACES.find((place) => place && existsSync(place));
  if (!found) throw new Error("no Chromium found: install it, or name its binary in the variable CHROMIUM");
  return found;
}

export function launch() {
  return chromium.launch({ executablePath: binary(), args: FLAGS });
}
