// A sentence with a word in another language stays one: as parts of a flexible box the two would stand beside each other.

export function pieceProblems(page) {
  return page.evaluate(measure);
}

/** Runs in the page. */
function measure() {
  const isText = (node) => node?.nodeType === Node.TEXT_NODE && node.textContent.trim() !== "";
  const torn = [...document.querySelectorAll("body [lang]")].filter(
    (part) => /flex|grid/.test(getComputedStyle(part.parentElement).display) && (isText(part.previousSibling) || isText(part.nextSibling)),
  );
  return torn.filter((part) => part.checkVisibility()).slice(0, 5).map((part) => `torn into parts: ${part.parentElement.textContent.trim().slice(0, 60)}`);
}
