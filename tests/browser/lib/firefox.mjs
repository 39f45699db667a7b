// Finds and starts the machine's own Firefox. No driver is needed, for it speaks WebDriver BiDi itself.

import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";

const PLACES = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"];

/** Nothing if there is none. */
export function binary() {
  return PLACES.find((place) => place && existsSync(place));
}

export function launch(defaultViewport) {
  return puppeteer.launch({ browser: "firefox", executablePath: binary(), headless: true, defaultViewport });
}
