// Opens pages in the browser, in every window they must fit.

import { axeProblems, COLOUR_RULES, RULES } from "./axe.mjs";
import { listen, loadingProblems } from "./noise.mjs";
import { overlapProblems } from "./overlap.mjs";
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

/** Loads the page, and closes it again after `look`. */
export async function withPage(browser, { url, width = 1280, javaScript = true }, look) {
  const page = await browser.newPage({
    viewport: { width, height: HEIGHT },
    reducedMotion: "reduce",
    javaScriptEnabled: javaScript,
    locale: "zh-CN",
  });
  const noise = listen(page);
  try {
    await page.goto(url, { waitUntil: "load" });
    return await look(page, noise);
  } finally {
    await page.context().close();
  }
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
      if (rules) report("axe", window, await axeProblems(page, rules));
    }
    report("loads cleanly", place.name, loadingProblems(noise, place));
  });
}
