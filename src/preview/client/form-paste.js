// Blocks of cells by the clipboard: in from a spreadsheet or a document, placed by the server, and out as a table.
(function () {
  "use strict";

  const make = window.giarMake;

  /**
   * @param {{ may, say, button }} page whether cells may be changed; a notice above the form; a button in it
   */
  window.giarPaste = function (about, cells, link, page) {
    const words = about.words;

    /** A table, or a text of more than one cell. One number goes where the caret is, as everywhere. */
    function isBlock(html, text) {
      return /<table/i.test(html) || /[\t\n]/.test(text.replace(/\r?\n$/, ""));
    }

    async function paste(event) {
      const path = event.target.name;
      const html = event.clipboardData.getData("text/html");
      const text = event.clipboardData.getData("text/plain");
      if (!event.target.closest("td") || !page.may() || !isBlock(html, text)) return;
      event.preventDefault();
      const answer = await link.ask("paste", { at: path, html, text });
      if (answer.isLost) return;
      if (answer.status !== 200) return void page.say(answer.body.message || words.locked, "pasted");
      const n = cells.put(answer.body.cells);
      page.say(n > 0 ? words.pasted.replace("{n}", n) : words.pasted_same, "pasted");
      askOfDashes(Object.keys(answer.body.cells));
    }

    /** A dash may be none or no data. Nobody but its reader knows, who is asked once. */
    function askOfDashes(paths) {
      const dashes = paths.filter((path) => cells.value(path) === "-");
      if (dashes.length === 0) return;
      const choices = [words.dash_none, words.dash_blank].map((label, at) =>
        page.button(label, () => {
          cells.put(Object.fromEntries(dashes.map((path) => [path, at === 0 ? "0" : "/"])));
          notice.remove();
        }),
      );
      const notice = page.say(words.dashes.replace("{n}", dashes.length), "dashes", choices);
    }

    /** A table as other programs take it: with its labels, so that they can lead back. */
    function copied(section) {
      const lines = [];
      const html = Array.from(section.querySelectorAll("table"), (table) => {
        const copy = table.cloneNode(true);
        const fields = Array.from(table.querySelectorAll("input"));
        Array.from(copy.querySelectorAll("input")).forEach((field, at) => field.replaceWith(fields[at].value));
        copy.querySelectorAll("*").forEach((element) => {
          ["id", "headers", "class", "scope"].forEach((name) => element.removeAttribute(name));
        });
        copy.border = "1";
        lines.push(...rowsOf(copy));
        return copy.outerHTML;
      });
      return { html: html.join(""), text: lines.join("\n") };
    }

    /** Rows of text in which cells stand below each other, whatever spans what. */
    function rowsOf(table) {
      const grid = [];
      Array.from(table.rows).forEach((row, at) => {
        grid[at] = grid[at] || [];
        Array.from(row.cells).forEach((cell) => {
          let column = 0;
          while (grid[at][column] !== undefined) column += 1;
          for (let down = 0; down < cell.rowSpan; down += 1) {
            for (let along = 0; along < cell.colSpan; along += 1) {
              grid[at + down] = grid[at + down] || [];
              grid[at + down][column + along] = down + along === 0 ? cell.textContent.trim() : "";
            }
          }
        });
      });
      return grid.map((row) => row.join("\t"));
    }

    function copy(section) {
      const { html, text } = copied(section);
      const put = (event) => {
        event.preventDefault();
        event.clipboardData.setData("text/html", html);
        event.clipboardData.setData("text/plain", text);
      };
      document.addEventListener("copy", put, { once: true });
      const isDone = document.execCommand("copy");
      document.removeEventListener("copy", put);
      if (isDone) page.say(words.copied, "pasted");
    }

    document.getElementById("cells").addEventListener("paste", paste);
    document.querySelectorAll("section.part").forEach((section) => {
      if (!section.querySelector("table")) return;
      const button = page.button(words.copy, () => copy(section));
      button.className = "copy";
      button.setAttribute("aria-label", `${words.copy}：${section.querySelector("h2").textContent}`);
      button.lang = document.documentElement.lang;
      section.querySelector("h2").after(button);
    });
  };
})();
