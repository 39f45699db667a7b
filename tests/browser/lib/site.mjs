// A built site: its pages, their kinds, and the path it says it lives under.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { attribute, elementsNamed, parsePage } from "./dom.mjs";

/** The kinds of page a site is made of, as the manual names them; each must be seen in a browser. */
export const KINDS = kindsOf(readFileSync(new URL("../../../docs/themes.md", import.meta.url), "utf8"));

/** An old address that sends its visitor on: checked as a file, not opened. */
export const REDIRECT = "redirect";

const ALL_PAGES_BELOW = 20;
const PAGES_PER_KIND = 3;

export function readSite(folder) {
  const root = resolve(folder);
  const files = listFiles(root);
  if (!files.includes("index.html")) throw new Error(`${folder}: no index.html here; is this a built site?`);
  const pages = files.filter((path) => path.endsWith(".html")).map((path) => readPage(root, path));
  const home = canonical(pages.find((page) => page.path === "index.html"));
  return {
    name: basename(root),
    root,
    files: new Set(files),
    pages,
    /** Where the site says it will be published, if it says so. */
    baseUrl: home,
    basePath: home ? decodeURIComponent(new URL(home).pathname) : "/",
  };
}

/** The words of the first row about `kind`, which says what `page.kind` may be. */
function kindsOf(manual) {
  const [, list] = manual.match(/^\| `kind` \| text \| (`home`.*?) \|$/m);
  return list.match(/(?<=`)\w+(?=`)/g);
}

/** All pages of a small site; of a large one the first, middle and last of each kind. */
export function pagesToOpen(site) {
  const pages = site.pages.filter((page) => page.kind !== REDIRECT);
  if (pages.length < ALL_PAGES_BELOW) return pages;
  return [...new Set(pages.map((page) => page.kind))].flatMap((kind) => spread(pages.filter((page) => page.kind === kind)));
}

/** The page's kind is stated by the page itself, in `data-kind`. */
export function kindProblems(page) {
  if (page.kind === REDIRECT || KINDS.includes(page.kind)) return [];
  return [`data-kind of <html> or <body> is ${JSON.stringify(page.kind)}, not one of ${KINDS.join(", ")}`];
}

function readPage(root, path) {
  const html = readFileSync(join(root, path), "utf8");
  const document = parsePage(html);
  const kind = [...elementsNamed(document, "html", "body")].map((element) => attribute(element, "data-kind")).find(Boolean);
  const refresh = [...elementsNamed(document, "meta")].some((meta) => attribute(meta, "http-equiv")?.toLowerCase() === "refresh");
  return { path, file: join(root, path), html, document, kind: kind ?? (refresh ? REDIRECT : undefined) };
}

function canonical(page) {
  const link = [...elementsNamed(page.document, "link")].find((element) => attribute(element, "rel") === "canonical");
  const href = link && attribute(link, "href");
  return URL.canParse(href ?? "") ? href : undefined;
}

function listFiles(root) {
  return readdirSync(root, { recursive: true })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => statSync(join(root, path)).isFile())
    .sort();
}

function spread(pages) {
  if (pages.length <= PAGES_PER_KIND) return pages;
  return [pages[0], pages[Math.floor(pages.length / 2)], pages.at(-1)];
}
