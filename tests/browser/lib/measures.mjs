// What 长者模式 promises, measured on the page: GB/T 37668 practice asks for 18 pt text and 60 px targets.

/** Every visible text is at least `least` px. */
export function smallTextProblems(page, least) {
  return page.evaluate((least) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = new Set();
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      const isSeen = walker.currentNode.data.trim() && element.checkVisibility() && !element.closest(".visually-hidden, template");
      const size = parseFloat(getComputedStyle(element).fontSize);
      if (isSeen && size < least) small.add(`${size} px: <${element.tagName.toLowerCase()} class="${element.className}"> ${walker.currentNode.data.trim().slice(0, 20)}`);
    }
    return [...small];
  }, least);
}

/** Everything to press is at least `least` px either way; links within a sentence are as large as their words. */
export function smallTargetProblems(page, least) {
  return page.evaluate((least) => {
    const all = [...document.querySelectorAll("a[href], button, summary, input, select")];
    const targets = all.filter((element) => element.checkVisibility() && !element.closest(".prose") && !element.matches(".skip"));
    return targets.flatMap((element) => {
      // A label is pressed in its field's stead.
      const { width, height } = (element.closest("label") ?? element).getBoundingClientRect();
      if (width >= least - 0.5 && height >= least - 0.5) return [];
      return [`${width.toFixed(0)} × ${height.toFixed(0)} px: <${element.tagName.toLowerCase()}> ${element.textContent.trim().slice(0, 20)}`];
    });
  }, least);
}

/** Lines and paragraphs of running text stand apart: 1.3 times the type, and 1.3 times the gap between lines. */
export function spacingProblems(page) {
  return page.evaluate(() => {
    const second = document.querySelector(".prose > p + p");
    if (!second) return [];
    const { fontSize, lineHeight, marginTop } = getComputedStyle(second);
    const [type, line, gap] = [fontSize, lineHeight, marginTop].map(parseFloat);
    return [
      ...(line < 1.3 * type ? [`lines of ${line} px for type of ${type} px`] : []),
      ...(gap < 1.3 * (line - type) ? [`${gap} px between paragraphs, ${line - type} px between lines`] : []),
    ];
  });
}
