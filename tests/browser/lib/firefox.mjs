// Finds and starts the machine's own Firefox. No driver is needed, for it speaks WebDriver BiDi itself.

import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";

const PLACES = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"];

/** Nothing if there is none. */
export function binary() {
  return PLACES.find((place) => place && existsSync(place));
}

/** Its window has the size from the beginning: releases before 141 cannot be told another by a driver of today. */
export function launch({ width, height }) {
  const args = [`--width=${width}`, `--height=${height}`];
  return puppeteer.launch({ browser: "firefox", executablePath: binary(), headless: true, defaultViewport: null, args });
}
