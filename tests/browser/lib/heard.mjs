// However a table is laid out, those who hear it find all its rows, heads and cells: by the accessibility tree of the browser.

const ROLES = { table: ["table", "grid"], row: ["row"], cell: ["cell", "gridcell"], columnheader: ["columnheader"], rowheader: ["rowheader"] };

export async function heardProblems(page) {
  const seen = await page.evaluate(shown);
  const session = await page.context().newCDPSession(page);
  try {
    const { root } = await session.send("DOM.getDocument", { depth: 0 });
    const { nodeIds } = await session.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: "table" });
    const problems = nodeIds.map(async (nodeId, at) => {
      const { nodes } = await session.send("Accessibility.queryAXTree", { nodeId });
      const roles = nodes.filter(({ ignored }) => !ignored).map(({ role }) => role?.value);
      return Object.entries(ROLES).flatMap(([part, names]) => {
        const heard = roles.filter((role) => names.includes(role)).length;
        return heard === seen[at][part] ? [] : [`table “${seen[at].name}” shows ${seen[at][part]} parts of the kind ${part}, and ${heard} of them are heard`];
      });
    });
    return (await Promise.all(problems)).flat();
  } finally {
    await session.detach();
  }
}

/** Runs in the page. */
function shown() {
  const PARTS = { table: "table", row: "tr", cell: "td", columnheader: "th[scope^=col]", rowheader: "th:not([scope^=col])" };
  return [...document.querySelectorAll("table")].map((table) => {
    const count = (parts) => [table, ...table.querySelectorAll("*")].filter((part) => part.matches(parts)).filter((part) => part.checkVisibility({ visibilityProperty: true })).length;
    return { name: table.className || table.caption?.textContent.trim(), ...Object.fromEntries(Object.entries(PARTS).map(([part, selector]) => [part, count(selector)])) };
  });
}
