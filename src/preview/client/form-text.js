// A plain toolbar over the texts of sections: Markdown is put in, and nothing is ever rewritten.
(function () {
  "use strict";

  const make = window.giarMake;
  /** Beside these, asterisks are not read as bold if a letter follows: then the sign stands outside. */
  const SIGNS = "，。；：、！？“”‘’（）《》〈〉【】,.;:!?\"'";
  const PAIRS = ["“”", "‘’", "（）", "《》", "〈〉", "【】"];
  const isBlank = (c) => /\s/.test(c);
  const isSign = (c) => c !== undefined && SIGNS.includes(c);
  const isLetter = (c) => c !== undefined && /[\p{L}\p{N}]/u.test(c);
  /** What a word processor's paragraphs have that plain ones have not. */
  const STRUCTURE = /<(table|h[1-6]|li|b|strong)[\s>]|mso-list|font-weight:\s*(bold|[6-9]00)/i;

  /**
   * @param {{ may, say, button }} page whether anything may be changed; a notice above the form; a button in it
   */
  window.giarText = function (about, cells, link, page) {
    const words = about.words;

    /** Puts a text in the place of a stretch, so that the browser can undo it. */
    function put(area, from, to, text) {
      area.focus();
      area.setSelectionRange(from, to);
      // Not every browser has it for text fields.
      if (!document.execCommand("insertText", false, text)) area.setRangeText(text, from, to, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }

    /** The same, and what of it is to be typed over. */
    function putAndChoose(area, from, to, text, chosen) {
      put(area, from, to, text);
      const at = from + text.indexOf(chosen);
      area.setSelectionRange(at, at + chosen.length);
    }

    function bold(area) {
      const text = area.value;
      let [from, to] = [area.selectionStart, area.selectionEnd];
      while (from < to && isBlank(text[from])) from += 1;
      while (to > from && isBlank(text[to - 1])) to -= 1;
      const opens = isSign(text[from]) && isLetter(text[from - 1]);
      const closes = isSign(text[to - 1]) && isLetter(text[to]);
      const isPair = PAIRS.includes(text[from] + text[to - 1]);
      if (opens || (closes && isPair)) from += 1;
      if (closes || (opens && isPair)) to -= 1;
      if (from < to) put(area, from, to, `**${text.slice(from, to)}**`);
    }

    function address(area) {
      const [from, to] = [area.selectionStart, area.selectionEnd];
      const text = area.value.slice(from, to) || words.link_text;
      putAndChoose(area, from, to, `[${text}](https://)`, "https://");
    }

    /** A block stands between blank lines. */
    function block(area, text) {
      const at = area.selectionEnd;
      const [before, after] = [area.value.slice(0, at), area.value.slice(at)];
      const head = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
      const tail = after === "" || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
      return `${head}${text}${tail}`;
    }

    function table(area) {
      const [first, second] = words.table_heads.split("|");
      const text = `| ${first} | ${second} |\n| --- | ---: |\n|  | 0 |`;
      putAndChoose(area, area.selectionEnd, area.selectionEnd, block(area, text), first);
    }

    /** Where the chosen lines begin and end. */
    function lineAround(area) {
      const from = area.selectionStart === 0 ? 0 : area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
      const next = area.value.indexOf("\n", area.selectionEnd);
      return [from, next < 0 ? area.value.length : next];
    }

    /** Each chosen line with a mark before it. */
    function mark(area, sign) {
      const [from, to] = lineAround(area);
      const lines = area.value.slice(from, to).split("\n");
      put(area, from, to, lines.map((line) => (line.trim() === "" ? line : sign + line)).join("\n"));
    }

    /** A prompt that is clicked is typed over. */
    function choosePrompt(area) {
      if (area.selectionStart !== area.selectionEnd) return;
      const [from, to] = lineAround(area);
      if (area.value.slice(from, to).includes(about.to_fill_in)) area.setSelectionRange(from, to);
    }

    /** A picture and what it shows, for those who do not see it: without that it is not put in. */
    function picture(area, bar) {
      const old = bar.parentNode.querySelector(".picture");
      if (old) return void old.remove();
      const [file, alt] = [make("input"), make("input")];
      Object.assign(file, { type: "file", accept: "image/png,image/jpeg,image/gif,image/webp", required: true });
      Object.assign(alt, { type: "text", required: true });
      const labels = [make("label", "", [words.file, file]), make("label", "", [words.alt, alt])];
      const box = make("div", "picture", [...labels, page.button(words.insert, add), page.button(words.cancel, () => box.remove())]);
      async function add() {
        const missing = [file, alt].find((field) => field.value.trim() === "");
        if (missing) return void missing.focus();
        const [chosen] = file.files;
        const answer = await link.ask("picture", { name: chosen.name, base64: await window.giarBase64(chosen) });
        if (answer.isLost) return;
        if (answer.status !== 200) return void page.say(answer.body.message || words.locked, "pasted");
        box.remove();
        const text = alt.value.trim().replace(/[\\[\]]/g, "\\$&");
        put(area, area.selectionEnd, area.selectionEnd, block(area, `![${text}](${answer.body.link})`));
      }
      box.lang = document.documentElement.lang;
      bar.after(box);
      file.focus();
    }

    /** What a word processor has marked up is read by the server, as a document is; anything else is pasted as ever. */
    async function paste(event) {
      const area = event.target;
      const html = event.clipboardData.getData("text/html");
      if (!page.may() || !STRUCTURE.test(html)) return;
      event.preventDefault();
      const plain = event.clipboardData.getData("text/plain");
      const answer = await link.ask("text", { html });
      const text = answer.status === 200 ? answer.body.text : plain;
      put(area, area.selectionStart, area.selectionEnd, text);
    }

    cells.inputs
      .filter((input) => input.nodeName === "TEXTAREA" && input.name.startsWith("text:"))
      .forEach((area) => {
        const act = (label, change) => page.button(label, () => page.may() && change(area));
        const tools = [
          act(words.bold, bold),
          act(words.heading, () => mark(area, "### ")),
          act(words.list, () => mark(area, "- ")),
          act(words.link, address),
          act(words.table, table),
          act(words.picture, () => picture(area, bar)),
        ];
        const bar = make("div", "tools", tools);
        bar.lang = document.documentElement.lang;
        area.before(bar);
        area.addEventListener("paste", paste);
        area.addEventListener("click", () => choosePrompt(area));
        cells.fit(area);
      });
  };
})();
