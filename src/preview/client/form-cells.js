// The fields of a form: what is in them, how one gets about in them, and what can be undone.
(function () {
  "use strict";

  /**
   * @param {{ edited, committed }} news hears when something is being typed, and when a value is done
   */
  window.giarCells = function (form, news) {
    const inputs = Array.from(form.querySelectorAll("input, textarea, select"));
    const byPath = new Map(inputs.map((input) => [input.name, input]));
    /** Rows of fields, from the top of the page to its end. */
    const rows = Array.from(form.querySelectorAll("tr"), (row) => Array.from(row.querySelectorAll("input"))).filter((row) => row.length > 0);
    const [undone, done] = [[], []];
    /** What stood in the field that has the focus when it got it. */
    let before = "";
    let isComposing = false;

    const value = (path) => byPath.get(path).value;

    /** An input method is at work: nothing may touch its field, and its keys are its own. */
    const isBusy = (path) => isComposing && document.activeElement === byPath.get(path);

    /** Puts a value into a field, without a step to be undone. */
    function show(path, text) {
      const input = byPath.get(path);
      if (input && input.value !== text) input.value = text;
      if (input === document.activeElement) before = text;
      if (input) fit(input);
    }

    /** A text is seen whole. */
    function fit(input) {
      if (input.nodeName !== "TEXTAREA" || input.offsetParent === null) return;
      input.style.height = "auto";
      input.style.height = `${input.scrollHeight + 2}px`;
    }

    /** One step: several cells at once. */
    function put(texts) {
      settle();
      const step = Object.entries(texts)
        .filter(([path, text]) => byPath.has(path) && value(path) !== text)
        .map(([path, text]) => ({ path, from: value(path), to: text }));
      if (step.length === 0) return 0;
      step.forEach((change) => show(change.path, change.to));
      remember(step);
      news.committed();
      return step.length;
    }

    function remember(step) {
      done.push(step);
      undone.length = 0;
    }

    /** What has been typed into the field with the focus becomes a step. */
    function settle() {
      const input = document.activeElement;
      if (!byPath.has(input && input.name) || input.value === before || isComposing) return;
      remember([{ path: input.name, from: before, to: input.value }]);
      before = input.value;
    }

    function back(from, to, old, next) {
      settle();
      const step = from.pop();
      if (!step) return;
      step.forEach((change) => show(change.path, change[old]));
      to.push(step);
      const first = byPath.get(step[0].path);
      open(first);
      choose(first);
      news.committed(next);
    }

    /** A field may be folded away. */
    function open(input) {
      const folded = input.closest("details");
      if (folded) folded.open = true;
    }

    function choose(input) {
      input.focus();
      if (input.nodeName === "INPUT") input.select();
    }

    const undo = () => back(done, undone, "from");
    const redo = () => back(undone, done, "to");

    function go(input, down, along) {
      const at = rows.findIndex((row) => row.includes(input));
      const column = rows[at].indexOf(input);
      const row = rows[at + down];
      const next = along ? rows[at][column + along] : row && row[Math.min(column, row.length - 1)];
      if (!next) return false;
      choose(next);
      return true;
    }

    /** Left and right lead on only from the edge of the text, and when nothing is chosen in it but all of it. */
    function isAtEdge(input, along) {
      const [start, end] = [input.selectionStart, input.selectionEnd];
      const isAll = start === 0 && end === input.value.length;
      return isAll || (start === end && end === (along < 0 ? 0 : input.value.length));
    }

    const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

    form.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229 || !byPath.has(event.target.name)) return;
      const isCell = event.target.nodeName === "INPUT" && event.target.closest("td");
      const isPlain = Boolean(isCell) && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.key === "Enter" && isPlain) {
        event.preventDefault();
        settleAndTell();
        go(event.target, event.shiftKey ? -1 : 1, 0);
      } else if (MOVES[event.key] && isPlain && !event.shiftKey) {
        const [down, along] = MOVES[event.key];
        if ((!along || isAtEdge(event.target, along)) && go(event.target, down, along)) event.preventDefault();
      } else if (event.key === "Escape" && event.target.value !== before) {
        event.target.value = before;
        news.edited();
      }
    });

    document.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229 || event.altKey || !(event.ctrlKey || event.metaKey)) return;
      const key = event.key.toLowerCase();
      if (key === "z" || key === "y") {
        // Within a text, step by step; what was done before it was come to, as everywhere.
        if (event.target.nodeName === "TEXTAREA" && event.target.value !== before) return;
        event.preventDefault();
        (key === "y" || event.shiftKey ? redo : undo)();
      } else if (key === "s") {
        event.preventDefault();
        settleAndTell();
      }
    });

    function settleAndTell() {
      settle();
      news.committed();
    }

    /** A cell that is come to is typed over, whichever way it was come to; a second click puts the caret into it. */
    let entered = null;
    form.addEventListener("mousedown", (event) => {
      const isNew = event.target !== document.activeElement && event.target.nodeName === "INPUT" && event.target.closest("td");
      entered = isNew ? event.target : null;
    });
    form.addEventListener("click", (event) => {
      if (event.target === entered && entered.selectionStart === entered.selectionEnd) entered.select();
    });

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("compositionstart", () => (isComposing = true));
    form.addEventListener("compositionend", () => {
      isComposing = false;
      news.edited();
    });
    form.addEventListener("input", (event) => {
      fit(event.target);
      if (event.target.nodeName === "SELECT") settleAndTell();
      else if (!isComposing) news.edited();
    });
    form.addEventListener("toggle", () => inputs.forEach(fit), true);
    window.addEventListener("resize", () => inputs.forEach(fit));
    form.addEventListener("focusin", (event) => {
      if (byPath.has(event.target.name)) before = event.target.value;
    });
    form.addEventListener("focusout", (event) => {
      const input = event.target;
      isComposing = false;
      if (!byPath.has(input.name) || input.value === before) return;
      remember([{ path: input.name, from: before, to: input.value }]);
      before = input.value;
      news.committed();
    });

    return {
      inputs,
      byPath,
      rows,
      open,
      choose,
      fit,
      value,
      isBusy,
      isComposing: () => isComposing,
      show,
      put,
      settle,
      undo,
      redo,
      canUndo: () => done.length > 0,
      canRedo: () => undone.length > 0,
    };
  };
})();
