// What was checked, where, and what was wrong with it.

const PROBLEMS_SHOWN = 20;
const SUBJECTS_SHOWN = 3;

export class Tally {
  #records = [];

  /** Files the outcome of one check of one subject; no problems means passed. */
  record({ site, check, subject, problems }) {
    this.#records.push({ site, check, subject, problems });
  }

  get failures() {
    return this.#records.filter(({ problems }) => problems.length > 0);
  }

  report(print = console.log) {
    for (const [title, records] of group(this.failures, ({ site, check }) => `${site}: ${check}`)) {
      print(`\nFAILED ${title}`);
      for (const text of describe(records)) print(text);
    }
    print("");
    for (const row of this.#table()) print(row);
    const failed = this.failures.length;
    print(`\n${this.#records.length - failed} passed, ${failed} failed`);
  }

  /** One row a check, one column a site. */
  #table() {
    const sites = [...group(this.#records, (record) => record.site).keys()];
    const checks = [...group(this.#records, (record) => record.check).keys()];
    const cell = (site, check) => {
      const records = this.#records.filter((record) => record.site === site && record.check === check);
      const failed = records.filter((record) => record.problems.length > 0).length;
      if (records.length === 0) return "-";
      return failed === 0 ? `${records.length} ok` : `${failed} of ${records.length} FAILED`;
    };
    const rows = [["", ...sites], ...checks.map((check) => [check, ...sites.map((site) => cell(site, check))])];
    const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
    return rows.map((row) => row.map((text, column) => text.padEnd(widths[column])).join("   ").trimEnd());
  }
}

/** Each distinct problem once, with the subjects that have it. */
function describe(records) {
  const pairs = records.flatMap(({ subject, problems }) => [...new Set(problems)].map((problem) => ({ subject, problem })));
  const byProblem = [...group(pairs, ({ problem }) => problem)];
  const shown = byProblem.slice(0, PROBLEMS_SHOWN).map(([problem, of]) => {
    const subjects = of.map(({ subject }) => `\n    in ${subject}`);
    return `  ${problem.replaceAll("\n", "\n    ")}${cut(subjects, SUBJECTS_SHOWN).join("")}`;
  });
  const hidden = byProblem.length - shown.length;
  return hidden > 0 ? [...shown, `  … and ${hidden} other problems`] : shown;
}

function cut(items, length) {
  return items.length <= length ? items : [...items.slice(0, length), `\n    … and ${items.length - length} more`];
}

function group(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups;
}
