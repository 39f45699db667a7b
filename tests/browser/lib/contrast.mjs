// Every control in every state: its words stand out by 7:1, its edges and its focus by 3:1.

const STATES = {
  rest: [],
  hover: ["hover"],
  focus: ["focus", "focus-visible"],
  pressed: ["hover", "active", "focus"],
  visited: ["visited"],
};
const CONTROLS = "a[href], button, summary, input, select";
const MARKED = "[data-unlike]";

export async function stateProblems(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument", { depth: 0 });
  await page.evaluate(markUnlike, CONTROLS);
  const { nodeIds } = await session.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: MARKED });
  const force = (forcedPseudoClasses) => Promise.all(nodeIds.map((nodeId) => session.send("CSS.forcePseudoState", { nodeId, forcedPseudoClasses })));
  const problems = new Set();
  for (const [state, forcedPseudoClasses] of Object.entries(STATES)) {
    await force(forcedPseudoClasses);
    for (const problem of await page.evaluate(measure, { selector: MARKED, state })) problems.add(problem);
  }
  await force([]);
  const able = await page.evaluateHandle((selector) => [...document.querySelectorAll(selector)].filter((element) => element.disabled === false), MARKED);
  const disable = (disabled) => able.evaluate((elements, disabled) => elements.forEach((element) => (element.disabled = disabled)), disabled);
  await disable(true);
  for (const problem of await page.evaluate(measure, { selector: MARKED, state: "disabled" })) problems.add(problem);
  await disable(false);
  await session.detach();
  return [...problems];
}

/** Runs in the page: of controls that no style sheet distinguishes, the first is marked. */
function markUnlike(selector) {
  const STATING = ["class", "type", "aria-current", "aria-pressed"];
  const place = (element) => Math.min(element ? [...(element.parentElement?.children ?? [])].indexOf(element) : 0, 2);
  const named = (element) => [element.tagName, ...STATING.map((name) => element.getAttribute(name))].join();
  const seen = new Set();
  for (const element of document.querySelectorAll(selector)) {
    const key = [place(element), place(element.parentElement), ...[...element.children].map(named)];
    for (let up = element; up; up = up.parentElement) key.push(named(up));
    if (!seen.has(key.join(">"))) element.dataset.unlike = "";
    seen.add(key.join(">"));
  }
}

/** Runs in the page. */
function measure({ selector, state }) {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  // Reading a pixel back is slow, and a page has few colours.
  const known = new Map();
  function parsed(colour) {
    if (!known.has(colour)) known.set(colour, painted(colour));
    return known.get(colour);
  }

  function painted(colour) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return { rgb: [red, green, blue], alpha: alpha / 255 };
  }

  function over(colour, ground) {
    const { rgb, alpha } = parsed(colour);
    return rgb.map((part, at) => part * alpha + ground[at] * (1 - alpha));
  }

  /** What is seen behind an element's content. */
  function ground(element) {
    if (!element) return parsed("Canvas").rgb;
    const colour = getComputedStyle(element).backgroundColor;
    return parsed(colour).alpha === 1 ? parsed(colour).rgb : over(colour, ground(element.parentElement));
  }

  function luminance(rgb) {
    const [red, green, blue] = rgb.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(a, b) {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  }

  const words = (element) => [element, ...element.querySelectorAll("*")].filter((part) =>
    [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()) && part.checkVisibility() && !part.closest(".visually-hidden, option"));

  const problems = [];
  for (const element of document.querySelectorAll(selector)) {
    if (!element.checkVisibility() || element.matches(".skip")) continue;
    const name = `${state}: <${element.tagName.toLowerCase()} class="${element.className}"> ${element.textContent.trim().slice(0, 12)}`;
    const style = getComputedStyle(element);
    const outside = ground(element.parentElement);
    const fields = element.matches("input, select") ? [element] : words(element);
    for (const part of fields) {
      const behind = ground(part);
      const found = contrast(over(getComputedStyle(part).color, behind), behind);
      if (found < 6.99) problems.push(`${name}: text ${found.toFixed(2)}:1`);
    }
    // What looks like a button or a field must be seen as one: by its edge or by its filling.
    if (element.matches("button, input, select") && parseFloat(style.borderTopWidth) > 0) {
      const edge = Math.max(contrast(over(style.borderTopColor, outside), outside), contrast(ground(element), outside));
      if (edge < 2.99) problems.push(`${name}: edge ${edge.toFixed(2)}:1`);
    }
    if (state === "focus") {
      const inside = parseFloat(style.outlineOffset) < 0 ? ground(element) : outside;
      const ring = contrast(over(style.outlineColor, inside), inside);
      if (style.outlineStyle === "none" || ring < 2.99) problems.push(`${name}: focus ${style.outlineStyle} ${ring.toFixed(2)}:1`);
    }
  }
  return problems;
}
