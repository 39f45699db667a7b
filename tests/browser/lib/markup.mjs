// The markup is what the standard and good practice ask for, by html-validate.

import { readFileSync } from "node:fs";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { attribute, elementsNamed } from "./dom.mjs";

const config = JSON.parse(readFileSync(new URL("../.htmlvalidate.json", import.meta.url), "utf8"));
const validator = new HtmlValidate(new StaticConfigLoader(config));
// The official tables, and the same as lists, leave out what HTML lets them leave out: they have hundreds of cells. Everything
// else ends where it says.
const MAY_END_BY_ITSELF = /^Element <(td|th|dt|dd|colgroup|thead|tbody)> /;
const BRIEF = ["form", "slice-list"];

export async function markupProblems(page) {
  const { results } = await validator.validateString(page.html, page.path);
  const brief = briefRanges(page);
  const mayEnd = ({ ruleId, message, offset }) =>
    ruleId === "no-implicit-close" && MAY_END_BY_ITSELF.test(message) && brief.some(([start, end]) => start <= offset && offset < end);
  return results.flatMap(({ messages }) => messages.filter((found) => !mayEnd(found)).map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`));
}

/** From where to where each of them goes in the page's text. */
function briefRanges(page) {
  const elements = [...elementsNamed(page.document, "table", "div")].filter((element) =>
    (attribute(element, "class") ?? "").split(/\s+/).some((name) => BRIEF.includes(name)),
  );
  return elements.map(({ sourceCodeLocation: { startOffset, endOffset } }) => [startOffset, endOffset]);
}
