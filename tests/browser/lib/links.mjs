// Every link of a page leads to a file, and to a place in it, that exist.

import { posix } from "node:path";
import { attribute, elements, line } from "./dom.mjs";

const URL_ATTRIBUTES = ["href", "src", "poster", "data", "action", "formaction"];

export function linkProblems(site, page) {
  return [...linksOf(page)].flatMap(({ url, element }) => {
    const problem = linkProblem(site, page, url, element);
    return problem ? [`line ${line(element)}: <${element.tagName}> ${JSON.stringify(url)}: ${problem}`] : [];
  });
}

function linkProblem(site, page, url, element) {
  const isOwn = site.baseUrl !== undefined && url.startsWith(site.baseUrl);
  if (isOwn && element.tagName !== "link") return "is absolute, so it leads out of a copy of the site";
  if (!isOwn && /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(url)) {
    return /^(https?:|mailto:|tel:|data:|\/\/)/i.test(url) ? undefined : "not a kind of address a page may hold";
  }

  const [address, fragment] = split(url);
  if (!isDecodable(address) || !isDecodable(fragment)) return "not a valid percent-encoded address";
  const path = decodeURIComponent(isOwn ? new URL(address).pathname : address);
  const wrong = isOwn ? undefined : formProblem(site, page, path);
  if (wrong) return wrong;

  const target = targetOf(site, page, path);
  if (site.files.has(target)) return fragmentProblem(site, target, decodeURIComponent(fragment));
  const isFolder = site.files.has(posix.join(target, "index.html"));
  return isFolder ? "names a folder; from a folder only index.html opens" : `no file ${target}`;
}

/** Only the 404 page is shown at addresses of any depth, so only it starts its links at the host's root. */
function formProblem(site, page, path) {
  if (path === "") return undefined;
  const isRooted = path.startsWith("/");
  if (page.kind !== "404") return isRooted ? "starts at the host's root, so it breaks under another path or from a folder" : undefined;
  if (!isRooted) return "is relative, but this page is shown at addresses of any depth";
  return path.startsWith(site.basePath) ? undefined : `lies outside the site's base path ${site.basePath}`;
}

/** The file of the site that a path leads to. */
function targetOf(site, page, path) {
  if (path === "") return page.path;
  if (!path.startsWith("/")) return posix.normalize(posix.join(posix.dirname(page.path), path));
  return path.slice(site.basePath.length).replace(/(^|\/)$/, "$1index.html");
}

function fragmentProblem(site, target, fragment) {
  const page = site.pages.find(({ path }) => path === target);
  if (!page || fragment === "" || fragment.startsWith(":~:")) return undefined;
  page.ids ??= new Set([...elements(page.document)].map((element) => attribute(element, "id")).filter(Boolean));
  return page.ids.has(fragment) ? undefined : `no id "${fragment}" in ${target}`;
}

function* linksOf(page) {
  for (const element of elements(page.document)) {
    for (const { name, value } of element.attrs) {
      if (URL_ATTRIBUTES.includes(name)) yield { url: value.trim(), element };
      if (name === "srcset") for (const part of value.split(",")) yield { url: part.trim().split(/\s/)[0], element };
    }
    const refresh = element.tagName === "meta" && attribute(element, "http-equiv")?.toLowerCase() === "refresh";
    const target = refresh && attribute(element, "content")?.match(/url=(.*)$/i)?.[1];
    if (target) yield { url: target.trim(), element };
  }
}

function split(url) {
  const [beforeFragment, fragment = ""] = url.split(/#(.*)/s);
  return [beforeFragment.split("?")[0], fragment];
}

function isDecodable(text) {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
