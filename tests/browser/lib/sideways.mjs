// No page scrolls sideways; only a table's own frame may.

export function sidewaysProblems(page) {
  return page.evaluate(measure);
}

/** Runs in the page. Content cut off by a clipped body counts as well: it cannot even be scrolled to. */
function measure() {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  const contained = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true;
    }
    return false;
  };
  const outside = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > clientWidth + 1 && element.checkVisibility({ visibilityProperty: true }) && !contained(element),
  );
  if (scrollWidth <= clientWidth && outside.length === 0) return [];
  const culprits = outside.slice(0, 5).map((element) => `<${element.tagName.toLowerCase()} class="${element.getAttribute("class") ?? ""}">`);
  return [`${Math.max(scrollWidth, ...outside.map((e) => Math.ceil(e.getBoundingClientRect().right)))} px wide in a window of ${clientWidth}: ${culprits.join(" ")}`];
}
