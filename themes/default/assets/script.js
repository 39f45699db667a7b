// What the pages can do besides being read. Nothing here is needed to read them, and without this file nothing shows
// that would not work: what only works by script waits in <template data-live>.
(function () {
  "use strict";

  var root = document.documentElement;

  document.querySelectorAll("template[data-live]").forEach(function (template) {
    template.replaceWith(template.content);
  });

  /* Display: each switch is a class on <html>, which mode.js puts back on the next page. */

  var switches = Array.from(document.querySelectorAll("[data-mode]"));

  function isOn(button) {
    return root.classList.contains(button.dataset.mode);
  }

  function show(button) {
    button.setAttribute("aria-pressed", String(isOn(button)));
  }

  function mode(button) {
    return button.dataset.mode;
  }

  function remember() {
    try {
      localStorage.setItem("giar-display", switches.filter(isOn).map(mode).join(" "));
    } catch (refused) {
      // Then the choice holds for this page alone.
    }
  }

  /** Another tab, or a page seen before this one, may have chosen since. */
  function recall() {
    try {
      var chosen = (localStorage.getItem("giar-display") || "").split(" ");
      switches.forEach(function (button) {
        root.classList.toggle(mode(button), chosen.includes(mode(button)));
        show(button);
      });
    } catch (refused) {
      // Nothing is remembered, so nothing can differ.
    }
  }

  switches.forEach(function (button) {
    show(button);
    button.addEventListener("click", function () {
      root.classList.toggle(mode(button));
      show(button);
      remember();
      hint();
    });
  });
  window.addEventListener("storage", recall);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) recall();
  });

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.addEventListener("click", function () {
      window.print();
    });
  });

  /* Hints that a table is wide stay while a part of it is out of sight. */

  function hint() {
    document.querySelectorAll(".hint").forEach(function (hint) {
      var next = hint.nextElementSibling;
      var frame = next.querySelector(".scroll") || next;
      hint.hidden = frame.scrollWidth <= frame.clientWidth;
    });
  }

  hint();
  window.addEventListener("resize", hint);

  /* Sorting: the heads of a ledger become buttons with the same words. */

  var collator = new Intl.Collator("zh-CN", { numeric: true });

  /** What a cell is sorted by; nothing if its figure is unknown. */
  function keyOf(row, column) {
    var cell = row.cells[column];
    return cell.querySelector(".none") ? null : cell.textContent.trim();
  }

  /** The unknown stands last either way; equals keep the order they were published in. */
  function compare(a, b, direction) {
    if (a === null || b === null) return (a === null) - (b === null);
    var number = parseFloat(a) - parseFloat(b);
    return direction * (isNaN(number) || number === 0 ? collator.compare(a, b) : number);
  }

  function sort(rows, column, direction) {
    return rows.slice().sort(function (a, b) {
      return compare(keyOf(a, column), keyOf(b, column), direction);
    });
  }

  function say(text) {
    var status = document.querySelector("[role=status]");
    if (status) status.textContent = text;
  }

  function makeSortable(table) {
    var rows = Array.from(table.tBodies[0].rows);
    var heads = Array.from(table.tHead.rows[0].cells);

    function sortBy(head, column) {
      // Names are wanted from the first, figures from the largest.
      var first = head.classList.contains("number") ? "descending" : "ascending";
      var other = first === "ascending" ? "descending" : "ascending";
      var order = head.getAttribute("aria-sort") === first ? other : first;
      heads.forEach(function (each) {
        each.removeAttribute("aria-sort");
      });
      head.setAttribute("aria-sort", order);
      table.tBodies[0].append.apply(table.tBodies[0], sort(rows, column, order === "ascending" ? 1 : -1));
      var words = order === "ascending" ? table.dataset.sortedUp : table.dataset.sortedDown;
      say(words.replace("{column}", head.textContent.trim()));
    }

    heads.forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () {
        sortBy(head, column);
      });
    });
    table.classList.add("sortable");
  }

  document.querySelectorAll(".ledger").forEach(makeSortable);
})();
