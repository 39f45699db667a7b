// No text stands on another.

/** Where the letters of a page lie on those of another element, by more than a hair's breadth. */
export function overlapProblems(page) {
  return page.evaluate(measure);
}

/** Runs in the page. */
function measure() {
  const HAIR = 2;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const boxes = [];
  const clips = (element) => {
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      const { overflowX, position, display } = getComputedStyle(up);
      if (overflowX !== "visible" || position === "absolute" || display === "none") return true;
    }
    return false;
  };
  // What only screen readers read is cut away whole, wherever it stands.
  const cutAway = (element) => {
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).clipPath !== "none") return true;
    }
    return false;
  };
  // What stays in sight while the page scrolls covers what passes below it, as it should.
  const stays = (element) => {
    for (let up = element; up && up !== document.body; up = up.parentElement) {
      if (["sticky", "fixed"].includes(getComputedStyle(up).position)) return true;
    }
    return false;
  };
  const clipped = new Map();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || element.closest("svg, template, script, style, .visually-hidden, option")) continue;
    if (!clipped.has(element)) clipped.set(element, clips(element));
    // What scrolls in a frame of its own is cut off by that frame.
    if ((clipped.get(element) && !element.closest("table")) || cutAway(element) || stays(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      if (right - left > HAIR && bottom - top > HAIR) boxes.push({ left, right, top, bottom, element, text: node.data.trim().slice(0, 12) });
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  const problems = new Set();
  boxes.forEach((box, at) => {
    for (let next = at + 1; next < boxes.length && boxes[next].top < box.bottom - HAIR; next += 1) {
      const other = boxes[next];
      // The line box is taller than the letters, so lines that stand close touch without harm.
      const high = Math.min(box.bottom, other.bottom) - other.top;
      const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      if (box.element === other.element || wide <= HAIR || high <= (other.bottom - other.top) / 2) continue;
      problems.add(`“${box.text}” and “${other.text}” overlap by ${wide.toFixed(0)} px`);
    }
  });
  return [...problems].slice(0, 5);
}
