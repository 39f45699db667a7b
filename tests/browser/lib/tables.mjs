// Every table has a caption, and every figure in it says which headers it stands under.

import { attribute, elementsNamed, line, text } from "./dom.mjs";

export function tableProblems(page) {
  return [...elementsNamed(page.document, "table")].flatMap((table) => {
    const place = `line ${line(table)}: table`;
    const caption = [...elementsNamed(table, "caption")].some((element) => text(element).trim() !== "");
    return [
      ...(caption ? [] : [`${place} has no caption`]),
      ...cellProblems(table),
    ];
  });
}

function cellProblems(table) {
  const headers = [...elementsNamed(table, "th")];
  const ids = new Set(headers.map((th) => attribute(th, "id")).filter(Boolean));
  const simple = isSimple(table);
  return [...elementsNamed(table, "td", "th")].flatMap((cell) => {
    const place = `line ${line(cell)}: <${cell.tagName}> ${JSON.stringify(text(cell).trim().slice(0, 20))}`;
    const named = (attribute(cell, "headers") ?? "").split(/\s+/).filter(Boolean);
    const needsHeaders = cell.tagName === "td" && !isEmpty(cell) && !simple;
    if (needsHeaders && named.length === 0) return [`${place} names no headers`];
    return named.filter((id) => !ids.has(id)).map((id) => `${place}: headers names "${id}", which is no <th> of its table`);
  });
}

/** Nothing spanned, one header row or one header column or one of each: there `scope` alone says everything. */
function isSimple(table) {
  const rows = [...elementsNamed(table, "tr")].map((row) => [...elementsNamed(row, "td", "th")]);
  const hasHead = rows.length > 0 && rows[0].every((cell) => isHeader(cell, "col") || isEmpty(cell));
  const body = hasHead ? rows.slice(1) : rows;
  return (
    !rows.flat().some(isSpanning) &&
    body.every(([first, ...rest]) => (isHeader(first, "row") || (hasHead && first.tagName === "td")) && rest.every((cell) => cell.tagName === "td"))
  );
}

function isHeader(cell, scope) {
  return cell.tagName === "th" && attribute(cell, "scope") === scope;
}

function isSpanning(cell) {
  return ["colspan", "rowspan"].some((name) => Number(attribute(cell, name) ?? 1) !== 1);
}

function isEmpty(cell) {
  return text(cell).trim() === "";
}
