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

  /* Reading aloud where there is a Chinese voice, sentence by sentence: voices fall silent within a long text. */

  function sentences() {
    var told = document.querySelectorAll("main h1, main .lead, main .part > h2, main .prose :is(h2, h3, h4, p, li):not(:has(p), li:not(:has(p)) li)");
    return Array.from(told).flatMap(function (element) {
      return element.textContent.match(/[^。！？；]+[。！？；]*/g) || [];
    });
  }

  function makeReading(button) {
    var speech = window.speechSynthesis;
    var waiting = [];

    function voice() {
      return speech.getVoices().find(function (each) {
        return /^(zh|cmn)/i.test(each.lang);
      });
    }

    function offer() {
      button.hidden = !voice();
    }

    function next() {
      button.setAttribute("aria-pressed", String(waiting.length > 0));
      if (waiting.length === 0) return;
      var said = Object.assign(new SpeechSynthesisUtterance(waiting.shift()), { lang: "zh-CN", voice: voice(), onend: next });
      speech.speak(said);
    }

    if (!speech) return;
    offer();
    speech.addEventListener("voiceschanged", offer);
    window.addEventListener("pagehide", function () {
      speech.cancel();
    });
    button.addEventListener("click", function () {
      waiting = waiting.length > 0 || speech.speaking ? [] : sentences();
      speech.cancel();
      next();
    });
  }

  document.querySelectorAll("[data-read]").forEach(makeReading);

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
  document.addEventListener("toggle", hint, true);
  // A link that leads to a cell unfolds its table.
  window.addEventListener("load", hint);
  window.addEventListener("hashchange", hint);

  /* A cell that a link names says which column it is of: the head may be far above. */

  function nameColumn() {
    var cell = document.querySelector("tr:has(> th) > td:target");
    if (!cell) return;
    var heads = cell.getAttribute("headers").split(" ").map(function (id) {
      return document.getElementById(id);
    });
    var column = heads.find(function (head) {
      return head.scope === "col";
    });
    if (column) cell.dataset.column = column.textContent;
  }

  // Only then is the target known.
  window.addEventListener("load", nameColumn);
  window.addEventListener("hashchange", nameColumn);

  /* An address that leads nowhere often names a year: that, or the nearest there is, comes first. */

  var asked = /\b(?:19|20)\d\d\b/.exec(location.pathname);
  document.querySelectorAll(".nearest").forEach(function (list) {
    if (!asked) return;
    var away = function (item) {
      return Math.abs(parseInt(item.textContent.trim(), 10) - asked[0]);
    };
    var items = Array.from(list.children).sort(function (a, b) {
      return away(a) - away(b);
    });
    list.append.apply(list, items);
  });

  /* What a visitor chose stands in the address, so that it can be passed on; typing leaves no trail to go back through. */

  var address = new URL(location.href);

  function keep(values) {
    Object.keys(values).forEach(function (name) {
      if (values[name]) address.searchParams.set(name, values[name]);
      else address.searchParams.delete(name);
    });
    try {
      history.replaceState(history.state, "", address);
    } catch (refused) {
      // A page opened from a folder may not change its address.
    }
  }

  function say(text) {
    var status = document.querySelector("[role=status]");
    if (status) status.textContent = text;
  }

  /* Sorting: the heads of a ledger become buttons with the same words. */

  var collator = new Intl.Collator("zh-CN", { numeric: true });

  /** What a cell is sorted by, and among which. */
  function keyOf(row, column) {
    var cell = row.cells[column];
    var isKnown = cell.dataset.sort === undefined ? !cell.querySelector(".none") : cell.dataset.sort !== "";
    return { rank: isKnown ? Number("few" in cell.dataset) : 2, value: cell.dataset.sort || cell.textContent.trim() };
  }

  /** What is of few cases stands below the others, the unknown last, either way; equals keep the order they were published in. */
  function compare(a, b, direction) {
    if (a.rank !== b.rank || a.rank === 2) return a.rank - b.rank;
    var number = parseFloat(a.value) - parseFloat(b.value);
    return direction * (isNaN(number) || number === 0 ? collator.compare(a.value, b.value) : number);
  }

  function sort(rows, column, direction) {
    return rows.slice().sort(function (a, b) {
      return compare(keyOf(a, column), keyOf(b, column), direction);
    });
  }

  function makeSortable(table) {
    var rows = Array.from(table.tBodies[0].rows);
    var heads = Array.from(table.tHead.rows[0].cells);

    function order(column, direction) {
      var head = heads[column];
      heads.forEach(function (each) {
        each.removeAttribute("aria-sort");
      });
      head.setAttribute("aria-sort", direction);
      table.tBodies[0].append.apply(table.tBodies[0], sort(rows, column, direction === "ascending" ? 1 : -1));
    }

    function sortBy(head, column) {
      // Names are wanted from the first, figures from the largest.
      var first = head.classList.contains("number") ? "descending" : "ascending";
      var other = first === "ascending" ? "descending" : "ascending";
      var direction = head.getAttribute("aria-sort") === first ? other : first;
      order(column, direction);
      keep({ sort: String(column), order: direction });
      var words = direction === "ascending" ? table.dataset.sortedUp : table.dataset.sortedDown;
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
    var asked = address.searchParams.get("sort");
    if (asked && heads[asked]) order(+asked, address.searchParams.get("order") === "ascending" ? "ascending" : "descending");
  }

  document.querySelectorAll(".ledger").forEach(function (table) {
    if (table.tBodies[0].rows.length > 1) makeSortable(table);
  });

  /* Choosing among the rows of a table. */

  function makeFiltering(form) {
    var table = document.querySelector(".by-agency");
    var fields = Array.from(form.querySelectorAll("[name]"));
    var rows = Array.from(table.querySelectorAll("tbody tr"));

    /** 民政 is no part of 人民政府. */
    function plain(name) {
      return name.replace(/人民政府/g, "政府");
    }

    function fits(row) {
      return fields.every(function (field) {
        var value = field.value.trim();
        if (!value) return true;
        if (field.name !== "name") return row.dataset[field.name] === value;
        // Several names side by side: those who bear one of them.
        var known = plain(row.cells[0].textContent);
        return value.split(/[\s,，、;；]+/).some(function (name) {
          return name && known.includes(plain(name));
        });
      });
    }

    function choose() {
      var found = 0;
      rows.forEach(function (row) {
        row.hidden = !fits(row);
        found += !row.hidden;
      });
      return table.dataset.found.replace("{count}", found).replace("{all}", rows.length);
    }

    fields.forEach(function (field) {
      field.value = address.searchParams.get(field.name) || "";
      field.addEventListener("input", function () {
        var chosen = {};
        fields.forEach(function (each) {
          chosen[each.name] = each.value.trim();
        });
        say(choose());
        keep(chosen);
      });
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    choose();
  }

  document.querySelectorAll("[data-filter]").forEach(makeFiltering);
})();
