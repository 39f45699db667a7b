// Pictures of one page of each kind, and the report as it prints.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { withPage } from "./open.mjs";
import { serve } from "./server.mjs";
import { KINDS } from "./site.mjs";

const WIDTHS = [375, 1280];

export async function shoot(site, browser, folder) {
  await mkdir(folder, { recursive: true });
  const server = await serve(site, site.basePath);
  try {
    for (const kind of KINDS) {
      const page = site.pages.find((candidate) => candidate.kind === kind);
      if (!page) continue;
      const url = server.base + encodeURI(page.path);
      const name = join(folder, `${site.name}-${kind}`);
      for (const width of WIDTHS) {
        await withPage(browser, { url, width }, (opened) => opened.screenshot({ path: `${name}-${width}.png`, fullPage: true }));
      }
      if (kind === "report") {
        await withPage(browser, { url, width: 1280 }, (opened) => opened.pdf({ path: `${name}.pdf`, preferCSSPageSize: true, printBackground: true }));
      }
    }
  } finally {
    server.close();
  }
}
