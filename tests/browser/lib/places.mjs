// Where a page is opened: from its folder, and from a web server under two paths.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "./server.mjs";

/** A deeper path, for a site that names none of its own. */
const ELSEWHERE = "/xxgk/";

/** Serves the site under the host's root and under a deeper path: its own, if it has one. */
export function serveSite(site) {
  const deeper = site.basePath === "/" ? ELSEWHERE : site.basePath;
  return Promise.all(["/", deeper].map((prefix) => serve(site, prefix)));
}

/**
 * The places one page is opened at.
 *
 * A 404 page knows where its site lives, because it answers at addresses of any depth;
 * so it is opened there and only there.
 *
 * @returns {{name: string, url: string, allowed: string, missing?: boolean, isJudged?: boolean}[]}
 *   `allowed` begins every address the page may load; `missing` marks a page answered with status 404; `isJudged` the one
 *   place where axe looks at it: served, because from a folder it cannot read the style sheets
 */
export function placesOf(site, page, servers) {
  if (page.kind === "404") {
    const server = servers.find(({ prefix }) => prefix === site.basePath);
    return [{ name: "at a missing address", url: `${server.base}no/such/page.html`, allowed: server.origin, missing: true, isJudged: true }];
  }
  const folder = {
    name: "from its folder",
    url: pathToFileURL(join(site.root, page.path)).href,
    allowed: `${pathToFileURL(site.root).href}/`,
  };
  const served = servers.map(({ origin, prefix, base }, at) => ({
    name: `under ${prefix}`,
    url: base + encodeURI(page.path),
    allowed: origin,
    isJudged: at === 0,
  }));
  return [folder, ...served];
}
