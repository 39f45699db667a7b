// Opens pages in the browser, in every window they must fit.

import { axeProblems, COLOUR_RULES, RULES } from "./axe.mjs";
import { heardProblems } from "./heard.mjs";
import { listen, loadingProblems } from "./noise.mjs";
import { overlapProblems } from "./overlap.mjs";
import { Pages } from "./pages.mjs";
import { pieceProblems } from "./pieces.mjs";
import { sidewaysProblems } from "./sideways.mjs";

const HEIGHT = 900;

/**
 * The windows every page is seen in; dark, because its colours are others. axe, which takes nearly all the time, judges
 * the narrowest and the widest, between which only widths change, and the colours of the dark one.
 */
const VIEWS = [
  { width: 320, colorScheme: "light", rules: RULES },
  { width: 375, colorScheme: "light" },
  { width: 1280, colorScheme: "light", rules: RULES },
  { width: 375, colorScheme: "dark", rules: COLOUR_RULES },
];

/** The pages of each browser, with JavaScript and without. */
const opened = new WeakMap();

function pagesOf(browser, javaScript) {
  const options = { reducedMotion: "reduce", locale: "zh-CN" };
  if (!opened.has(browser)) {
    opened.set(browser, [false, true].map((javaScriptEnabled) => new Pages(() => browser.newPage({ ...options, javaScriptEnabled }))));
  }
  return opened.get(browser)[Number(javaScript)];
}

/** Loads the page for `look`, in a window as a new one would be. */
export function withPage(browser, { url, width = 1280, javaScript = true }, look) {
  return pagesOf(browser, javaScript).lend(async (page) => {
    await page.setViewportSize({ width, height: HEIGHT });
    await page.emulateMedia({ media: null, colorScheme: "light" });
    const noise = listen(page);
    try {
      await page.goto(url, { waitUntil: "load" });
      return await look(page, noise);
    } finally {
      noise.end();
    }
  });
}

/**
 * Sees the page in every window; reports each check once a window, loading once. A page is judged at one place: it is the
 * same document at each, and that nothing of it is lost on the way is what "loads cleanly" is about.
 */
export function visit(browser, place, report) {
  return withPage(browser, { ...place, width: VIEWS[0].width }, async (page, noise) => {
    for (const { width, colorScheme, rules } of place.isJudged ? VIEWS : []) {
      await page.setViewportSize({ width, height: HEIGHT });
      await page.emulateMedia({ colorScheme });
      await page.evaluate(() => new Promise(requestAnimationFrame));
      const window = `${place.name}, ${width} px ${colorScheme}`;
      report("no sideways scroll", window, await sidewaysProblems(page));
      report("no overlap", window, await overlapProblems(page));
      report("sentences in one piece", window, await pieceProblems(page));
      report("tables as heard", window, await heardProblems(page));
      if (rules) report("axe", window, await axeProblems(page, rules));
    }
    report("loads cleanly", place.name, loadingProblems(noise, place));
  });
}
