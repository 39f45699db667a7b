// What is wrong with a report, in a list and beside the fields it is about. Said once, on coming to a field.
(function () {
  "use strict";

  function make(name, className, content) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...[].concat(content === undefined ? [] : content));
    return element;
  }

  /**
   * @param {{ openView, note, may, button }} page shows a part of itself; writes what is said of a finding; may change anything at all
   */
  window.giarFindings = function (about, cells, page) {
    const words = about.words;
    const list = document.getElementById("found");
    const strip = document.getElementById("strip");
    const spoken = document.getElementById("spoken");
    /** The field that was changed and left, until it is said what is wrong with it. */
    let left = "";
    /** The field that was come to last: the strip goes on to speak of it. */
    let last = "";
    let shown = "";
    let state = null;

    function tell(next) {
      state = next;
      // What somebody is writing stays until it is done.
      const isWriting = list.querySelector(".reason :focus") !== null;
      const text = isWriting ? shown : JSON.stringify([next.findings, page.may()]);
      if (text !== shown) {
        shown = text;
        list.replaceChildren(...(next.findings.length > 0 ? next.findings.map(item) : [make("li", "none", words.none)]));
      }
      mark();
      describe();
      speak();
    }

    /** Said when a field is done, not at each of its keys. */
    function speak() {
      if (!left || document.activeElement.name === left) return;
      const own = state.findings.filter((finding) => finding.cell === left);
      spoken.textContent = own.map((finding) => `${about.names[left]}：${finding.word} ${finding.message}`).join(" ");
      left = "";
    }

    function item(finding, at) {
      const word = make("strong", "", finding.word);
      const entry = make("li", finding.level, make("p", "message", [word, " ", finding.message]));
      entry.id = `f${at}`;
      finding.equations.forEach((equation) => entry.append(make("p", "equation", equation)));
      finding.hints.forEach((hint) => entry.append(make("p", "hint", [make("b", "", words.help), " ", hint])));
      const acts = make("p", "acts");
      if (finding.cell && cells.byPath.has(finding.cell)) {
        const name = finding.cell === "file" ? words.line.replace("{line}", finding.line) : about.names[finding.cell];
        acts.append(page.button(name, () => lead(finding)));
        // Of what a text says, the cell that it is about.
        const [subject] = finding.cell.startsWith("text:") ? finding.related : [];
        if (subject) acts.append(page.button(about.names[subject], () => come(subject)));
      } else {
        entry.append(make("p", "line", words.line.replace("{line}", finding.line)));
      }
      if (page.may() && finding.suggested.length > 0) acts.append(apply(finding));
      if (page.may() && isDash(finding.cell)) acts.append(...dashes(finding.cell));
      if (page.may() && finding.rule === "unreviewed-value") {
        acts.append(page.button(words.reviewed, () => page.note({ reviewed: finding.at })));
      }
      if (page.may() && finding.is_waivable) acts.append(page.button(words.waive, () => askReason(finding, entry)));
      entry.append(acts);
      return entry;
    }

    /** Nothing is ever changed unasked: what would be right is written on the button, if it is not a whole text. */
    function apply({ suggested }) {
      const values = suggested.map(([, value]) => value).join("、");
      const isText = suggested.some(([path]) => cells.byPath.get(path).nodeName === "TEXTAREA");
      return page.button(isText ? words.correct : words.apply.replace("{value}", values), () => {
        // Of a text that somebody has gone on writing, another correction is on its way.
        const isCurrent = suggested.every(([path]) => cells.value(path).trim() === state.cells[path].text.trim());
        if (isCurrent || !isText) cells.put(Object.fromEntries(suggested));
      });
    }

    const isDash = (path) => cells.byPath.has(path) && cells.value(path) === "-" && Boolean(cells.byPath.get(path).closest("td"));

    /** A dash may be none or no data: whoever has typed it knows. */
    function dashes(path) {
      const meanings = [[words.dash_none, "0"], [words.dash_blank, "/"]];
      return meanings.map(([label, value]) => page.button(label, () => cells.put({ [path]: value })));
    }

    function askReason(finding, entry) {
      const old = entry.querySelector(".reason");
      if (old) return void old.querySelector("input").focus();
      const field = make("input");
      field.type = "text";
      const label = make("label", "", [words.reason, field]);
      const box = make("form", "reason", [label, page.button(words.write, write), page.button(words.cancel, () => box.remove())]);
      box.addEventListener("submit", (event) => {
        event.preventDefault();
        write();
      });
      function write() {
        if (field.value.trim() === "") return void field.focus();
        page.note({ waiver: { rule: finding.rule, at: finding.at, value: null, reason: field.value } });
      }
      entry.append(box);
      field.focus();
    }

    function come(path) {
      page.openView("fill");
      const input = cells.byPath.get(path);
      cells.open(input);
      input.scrollIntoView({ block: "center", inline: "center" });
      cells.choose(input);
      return input;
    }

    function lead(finding) {
      const input = come(finding.cell);
      if (input.nodeName === "TEXTAREA") choosePhrase(input, finding);
    }

    /** What it is about, where it is said; of a whole file, its line. */
    function choosePhrase(area, { cell, line, phrase }) {
      if (cell === "file") {
        const lines = area.value.split("\n");
        const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
        return area.setSelectionRange(start, start + (lines[line - 1] || "").length);
      }
      const at = phrase ? area.value.indexOf(phrase) : -1;
      if (at >= 0) area.setSelectionRange(at, at + phrase.length);
    }

    function mark() {
      const [wrong, related] = [new Map(), new Set()];
      state.findings.forEach((finding, at) => {
        if (!finding.cell) return;
        if (!wrong.has(finding.cell)) wrong.set(finding.cell, { level: finding.level, ids: [] });
        wrong.get(finding.cell).ids.push(`f${at}`);
        finding.related.forEach((path) => related.add(path));
      });
      cells.inputs.forEach((input) => {
        const fault = wrong.get(input.name);
        const level = fault ? fault.level : related.has(input.name) ? "related" : "";
        if ((input.dataset.level || "") !== level) {
          if (level) input.dataset.level = level;
          else delete input.dataset.level;
        }
        const own = input.name === "head:published" ? ["date-hint"] : [];
        const described = own.concat(fault ? fault.ids : []).join(" ");
        if (described) input.setAttribute("aria-describedby", described);
        else input.removeAttribute("aria-describedby");
        if (fault && fault.level === "error") input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
        if (input.closest("td")) input.placeholder = input.value === "" && state.totals[input.name] !== undefined ? state.totals[input.name] : "";
      });
    }

    /** The field that was come to: its name, what is wrong with it, and what its parts add up to. */
    function describe() {
      const field = document.activeElement;
      if (cells.byPath.has(field.name)) last = field.name;
      if (!last) return;
      const path = last;
      const parts = [make("b", "", about.names[path])];
      const own = state.findings.filter((finding) => finding.cell === path);
      own.forEach((finding) => parts.push(make("span", finding.level, finding.message)));
      const sums = Object.entries(state.sums[path] || {}).map(([along, sum]) => compared(along, sum, cells.value(path)));
      sums.filter(Boolean).forEach((text) => parts.push(make("span", "sum", text)));
      // What is the same is not said again.
      const said = parts.map((part) => part.textContent).join(" ");
      if (strip.textContent !== said) strip.replaceChildren(...parts.flatMap((part, at) => (at > 0 ? [" ", part] : [part])));
      if (field.name === last) keepInSight(field);
    }

    /** What is said below may take the place of the cell that it is about. */
    function keepInSight(input) {
      const hidden = input.getBoundingClientRect().bottom - strip.getBoundingClientRect().top;
      if (input.closest("td") && hidden > 0) document.getElementById("fill").scrollBy(0, hidden + 8);
    }

    /** What the parts of a total add up to, if that is not what was typed, and by how much. */
    function compared(along, sum, typed) {
      if (sum === typed) return "";
      const by = Number(typed) - Number(sum);
      const isNumber = typed !== "" && Number.isFinite(by);
      const difference = isNumber ? `（${words.difference.replace("{n}", String(Math.round(by * 1e4) / 1e4))}）` : "";
      return words[`sum_${along}`].replace("{sum}", sum) + difference;
    }

    document.getElementById("cells").addEventListener("focusin", describe);
    document.getElementById("cells").addEventListener("change", (event) => (left = event.target.name));
    return { tell };
  };

  window.giarMake = make;
})();
