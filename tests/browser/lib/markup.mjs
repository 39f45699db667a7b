// The markup is what the standard and good practice ask for, by html-validate.

import { readFileSync } from "node:fs";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const config = JSON.parse(readFileSync(new URL("../.htmlvalidate.json", import.meta.url), "utf8"));
const validator = new HtmlValidate(new StaticConfigLoader(config));
// Tables and lists of a thousand entries leave out what HTML lets them leave out; everything else ends where it says.
const MAY_END_BY_ITSELF = /^Element <(td|th|dt|dd|colgroup|thead|tbody)> /;

export async function markupProblems(page) {
  const { results } = await validator.validateString(page.html, page.path);
  return results.flatMap(({ messages }) => messages.filter(isFault).map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`));
}

function isFault({ ruleId, message }) {
  return ruleId !== "no-implicit-close" || !MAY_END_BY_ITSELF.test(message);
}
