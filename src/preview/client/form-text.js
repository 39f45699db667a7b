// A plain toolbar over the texts of sections: Markdown is put in, and nothing is ever rewritten.
(function () {
  "use strict";

  const make = window.giarMake;
  /** Beside these, asterisks are not read as bold: they stand outside. */
  const SIGNS = "，。；：、！？“”‘’（）《》,.;:!?()\"' \n";

  window.giarText = function (about, cells, page) {
    const words = about.words;

    /** Puts a text in the place of a stretch, so that the browser can undo it. */
    function put(area, from, to, text) {
      area.focus();
      area.setSelectionRange(from, to);
      // Not every browser has it for text fields.
      if (!document.execCommand("insertText", false, text)) area.setRangeText(text, from, to, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }

    function bold(area) {
      let [from, to] = [area.selectionStart, area.selectionEnd];
      while (from < to && SIGNS.includes(area.value[from])) from += 1;
      while (to > from && SIGNS.includes(area.value[to - 1])) to -= 1;
      if (from < to) put(area, from, to, `**${area.value.slice(from, to)}**`);
    }

    /** Each chosen line with a mark before it. */
    function mark(area, sign) {
      const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
      const next = area.value.indexOf("\n", area.selectionEnd);
      const to = next < 0 ? area.value.length : next;
      const lines = area.value.slice(from, to).split("\n");
      put(area, from, to, lines.map((line) => (line.trim() === "" ? line : sign + line)).join("\n"));
    }

    cells.inputs
      .filter((input) => input.nodeName === "TEXTAREA")
      .forEach((area) => {
        const act = (label, change) => page.button(label, () => page.may() && change(area));
        const tools = [
          act(words.bold, bold),
          act(words.heading, () => mark(area, "### ")),
          act(words.list, () => mark(area, "- ")),
        ];
        const bar = make("div", "tools", tools);
        bar.lang = document.documentElement.lang;
        area.before(bar);
        cells.fit(area);
      });
  };
})();
