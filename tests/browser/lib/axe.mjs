// Accessibility, by axe-core with every rule it has but the retired ones:
// WCAG A to AAA, best practice, and the experimental rules, which hold most of those on tables.

import axe from "axe-core";

export const RULES = only(() => true);

/** Those that other colours can break: where nothing else differs, they alone need be asked again. */
export const COLOUR_RULES = only((tags) => tags.includes("cat.color"));

function only(isWanted) {
  const rules = axe.getRules().filter(({ tags }) => !tags.includes("deprecated") && isWanted(tags));
  return Object.fromEntries(axe.getRules().map(({ ruleId }) => [ruleId, { enabled: rules.some((rule) => rule.ruleId === ruleId) }]));
}

export async function axeProblems(page, rules = RULES) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return described(await page.evaluate(runAxe, rules));
}

/** What axe found, a line an element. */
export function described(violations) {
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${help}\n${target}\n${html.slice(0, 200)}`),
  );
}

/** Runs in the page. */
export async function runAxe(rules) {
  // Preloading style sheets is a request that a browser refuses to a page opened from a folder.
  const preload = location.protocol !== "file:";
  const { violations } = await window.axe.run(document, { rules, preload, resultTypes: ["violations"] });
  const brief = ({ target, html }) => ({ target: target.join(" "), html });
  return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(brief) }));
}
