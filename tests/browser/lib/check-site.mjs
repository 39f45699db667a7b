// All checks of one built site.

import { languageProblems } from "./language.mjs";
import { linkProblems } from "./links.mjs";
import { markupProblems } from "./markup.mjs";
import { visit } from "./open.mjs";
import { inParallel } from "./parallel.mjs";
import { placesOf, serveSite } from "./places.mjs";
import { scriptlessProblems } from "./scriptless.mjs";
import { kindProblems, pagesToOpen } from "./site.mjs";
import { tableProblems } from "./tables.mjs";

/** The checks that need no browser. */
export const FILE_CHECKS = {
  "page kind": (_, page) => kindProblems(page),
  links: linkProblems,
  tables: (_, page) => tableProblems(page),
  language: (_, page) => languageProblems(page),
  "html-validate": (_, page) => markupProblems(page),
};

/** Reads every page as a file. */
export async function checkFiles(site, tally) {
  for (const page of site.pages) {
    for (const [check, problemsOf] of Object.entries(FILE_CHECKS)) {
      tally.record({ site: site.name, check, subject: page.path, problems: await problemsOf(site, page) });
    }
  }
}

/** Opens pages of every kind of each site in the browser. */
export async function checkInBrowser(sites, browser, tally) {
  const served = await Promise.all(sites.map(async (site) => ({ site, servers: await serveSite(site) })));
  const pages = served.flatMap(({ site, servers }) => pagesToOpen(site).map((page) => ({ site, servers, page })));
  try {
    await inParallel(pages, async ({ site, servers, page }) => {
      const report = (check, seen, problems) =>
        tally.record({ site: site.name, check, subject: `${page.path} ${seen}`, problems });
      const places = placesOf(site, page, servers);
      try {
        for (const place of places) await visit(browser, place, report);
        report("same without scripts", places[0].name, await scriptlessProblems(browser, places[0]));
      } catch (error) {
        report("loads cleanly", "in the browser", [String(error)]);
      }
    });
  } finally {
    for (const server of served.flatMap(({ servers }) => servers)) server.close();
  }
}
