// Keeps an open page of a preview as its files are: reloads it when it has changed, exchanges styles in place, tells
// what is wrong over the page and on its cells, and says where a cell or paragraph stands in its file.
(function () {
  "use strict";

  var script = document.currentScript;
  var page = script.dataset.page;
  var version = script.dataset.version;
  var folder = script.src.slice(0, script.src.lastIndexOf("/") + 1);
  var root = document.documentElement;

  var told = null;
  var stream = null;
  var chosen = null;
  /** What the reader has put away, until something else is wrong. */
  var dismissed = recall("giar-dismissed");

  function recall(key) {
    try {
      return sessionStorage.getItem(key);
    } catch (refused) {
      return null;
    }
  }

  function keep(key, value) {
    try {
      sessionStorage.setItem(key, value);
    } catch (refused) {
      // Then it is forgotten with the page.
    }
  }

  /* Following the files. A browser opens only a few connections to a host, so pages in the background have none. */

  function follow() {
    if (stream || document.hidden) return;
    stream = new EventSource(folder + "events?page=" + encodeURIComponent(page));
    stream.onmessage = function (event) {
      take(JSON.parse(event.data));
    };
    stream.onopen = function () {
      host.removeAttribute("data-lost");
    };
    stream.onerror = function () {
      host.setAttribute("data-lost", "");
    };
  }

  function rest() {
    if (stream) stream.close();
    stream = null;
  }

  document.addEventListener("visibilitychange", function () {
    if (document.hidden) rest();
    else follow();
  });
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", follow);

  /** The page as the server sent it: scripts have changed what is shown since. */
  var sent = null;
  var latest = null;

  function take(news) {
    latest = news;
    if (news.version === version) {
      tell(news);
      remember();
      return;
    }
    fetchPage().then(function (next) {
      if (latest !== news) return;
      if (!sent || sent.version !== version || !renew(sent.document, next.document)) return reload(news.version);
      sent = next;
      version = next.version;
      tell(news);
    }, function () {
      reload(news.version);
    });
  }

  function tell(news) {
    told = news;
    restyle(news.styles);
    mark();
    show();
  }

  function fetchPage() {
    return fetch(location.href, { cache: "no-store" })
      .then(function (response) {
        return response.text();
      })
      .then(function (html) {
        var parsed = new DOMParser().parseFromString(html, "text/html");
        var own = parsed.querySelector('script[data-page]');
        return { document: parsed, version: own ? own.dataset.version : "" };
      });
  }

  /** Asks for the page once more while nobody waits, to know later what an edit has changed in it. */
  function remember() {
    if (sent) return;
    fetchPage().then(function (now) {
      if (now.version === version) sent = now;
    }, function () {});
  }

  function renew(before, after) {
    var scripts = function (of) {
      return Array.from(of.querySelectorAll("script[src]:not([data-page])"), function (script) {
        return script.getAttribute("src");
      }).join();
    };
    if (scripts(before) !== scripts(after) || !before.documentElement.cloneNode().isEqualNode(after.documentElement.cloneNode())) {
      return false;
    }
    unmark();
    document.title = after.title;
    return window.giarPatch(document.body, before.body, after.body);
  }

  function reload(next) {
    // Once: a page that is never the same twice must not reload for ever.
    if (recall("giar-reloaded") === page + next) return;
    keep("giar-reloaded", page + next);
    location.reload();
  }

  /** A new style is put in when it has arrived, and the old one goes then, so that nothing flashes. */
  function restyle(styles) {
    var links = Array.from(document.querySelectorAll('link[rel="stylesheet"]')).filter(function (link) {
      return !link.href.startsWith(folder) && !link.dataset.leaving;
    });
    if (links.length !== styles.length) return;
    links.forEach(function (link, at) {
      var href = new URL(styles[at], location.href).href;
      if (link.href === href) return;
      var next = link.cloneNode();
      link.dataset.leaving = "true";
      next.onload = next.onerror = function () {
        link.remove();
      };
      next.href = href;
      link.after(next);
    });
  }

  /* Marks on the page. */

  function unmark() {
    document.querySelectorAll("[data-giar], [data-giar-chosen]").forEach(function (element) {
      element.removeAttribute("data-giar");
      element.removeAttribute("data-giar-chosen");
    });
  }

  function mark() {
    unmark();
    told.findings
      .slice()
      .reverse()
      .forEach(function (finding) {
        [finding].concat(finding.related).forEach(function (place) {
          var element = place.file === told.file ? elementOf(place) : null;
          if (element) element.setAttribute("data-giar", place === finding ? finding.level : "related");
        });
      });
  }

  /** The cell at a place, or the last block that begins before it. */
  function elementOf(place) {
    var cell = document.querySelector('[data-source="' + place.line + ":" + place.column + '"]');
    if (cell) return cell;
    var found = null;
    var nearest = 0;
    document.querySelectorAll("main [data-source]").forEach(function (element) {
      var line = Number(element.dataset.source);
      if (line <= place.line && line > nearest) {
        nearest = line;
        found = element;
      }
    });
    return nearest > 0 && place.line - nearest < 12 ? found : null;
  }

  /* From the page to its file. */

  document.addEventListener("click", function (event) {
    if (!told || !told.file || event.defaultPrevented || !(event.target instanceof Element)) return;
    if (event.target.closest("a, button, input, select, summary, label") || String(getSelection())) return;
    var element = event.target.closest("[data-source]");
    choose(element, element ? told.file + ":" + element.dataset.source : null);
  });

  function choose(element, place) {
    document.querySelectorAll("[data-giar-chosen]").forEach(function (before) {
      before.removeAttribute("data-giar-chosen");
    });
    if (element) element.setAttribute("data-giar-chosen", "");
    chosen = place;
    show();
  }

  /* What is told over the page. It lives in a shadow, where the theme's styles do not reach. */

  var host = document.createElement("div");
  host.id = "giar-preview";
  var shadow = host.attachShadow({ mode: "open" });
  var style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = folder + "preview.css";
  var box = make("div", "box");
  shadow.append(style, box);

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function button(className, text, act) {
    var element = make("button", className, text);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  function show() {
    if (!told) return;
    var words = told.words;
    var grave = told.trouble || told.findings.some(function (finding) {
      return finding.level === "error";
    });
    var key = JSON.stringify([told.trouble, told.findings]);
    var isOpen = panelIsOpen || (grave && dismissed !== key);
    box.textContent = "";
    box.lang = script.dataset.lang;
    box.dataset.level = grave || told.counts.error ? "error" : told.counts.warning ? "warning" : "good";
    if (chosen) box.append(source(words));
    if (isOpen) box.append(panel(words, grave, key));
    var pill = button("pill", "", function () {
      panelIsOpen = !isOpen;
      if (isOpen) dismiss(key);
      show();
    });
    pill.append(make("span", "dot"), make("span", "tally", told.tally), make("span", "lost", words.lost));
    pill.setAttribute("aria-expanded", String(isOpen));
    box.append(pill);
  }

  var panelIsOpen = recall("giar-panel") === "open";

  function dismiss(key) {
    dismissed = key;
    panelIsOpen = false;
    keep("giar-dismissed", key);
    keep("giar-panel", "");
  }

  function panel(words, grave, key) {
    var section = make("section", grave ? "panel grave" : "panel");
    var head = make("header");
    var title = told.trouble ? told.trouble.title : told.findings.length ? words.here : words.nothing;
    head.append(make("h2", "", title), button("close", words.close, function () {
      dismiss(key);
      show();
    }));
    section.append(head);
    section.setAttribute("aria-label", title);
    if (told.trouble && told.trouble.detail) section.append(make("pre", "detail", told.trouble.detail));
    var list = make("ol", "findings");
    told.findings.forEach(function (finding) {
      list.append(item(finding, words));
    });
    section.append(list);
    if (told.elsewhere.length) section.append(elsewhere(words));
    return section;
  }

  function item(finding, words) {
    var entry = make("li", finding.level);
    var head = make("p", "message");
    head.append(make("strong", "", finding.word), " ", make("span", "", finding.message), " ", make("code", "rule", finding.rule));
    entry.append(head, excerpt(finding, words));
    finding.equations.forEach(function (equation) {
      entry.append(make("p", "equation", equation));
    });
    finding.related.slice(0, 8).forEach(function (place) {
      entry.append(excerpt(place, words));
    });
    finding.hints.forEach(function (hint) {
      var line = make("p", "hint");
      line.append(make("b", "", words.help), hint);
      entry.append(line);
    });
    return entry;
  }

  function excerpt(place, words) {
    var figure = make("div", "excerpt");
    var name = place.file + ":" + place.line + ":" + place.column;
    var element = place.file === told.file ? elementOf(place) : null;
    var head = make("p", "place");
    head.append(make("code", "", name), copy(name, words));
    if (element) {
      head.append(button("small", words.show, function () {
        element.scrollIntoView({ block: "center" });
        choose(element, name);
      }));
    }
    var line = make("pre");
    line.append(place.before, make("mark", "", place.marked || " "), place.after);
    figure.append(head, line);
    if (place.label) figure.append(make("p", "label", place.label));
    return figure;
  }

  function copy(text, words) {
    var element = button("small", words.copy, function () {
      var done = function () {
        element.textContent = words.copied;
      };
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, function () {});
    });
    return element;
  }

  function source(words) {
    var section = make("section", "source");
    section.setAttribute("role", "status");
    section.append(make("span", "", words.source), make("code", "", chosen), copy(chosen, words));
    section.append(button("small", words.close, function () {
      choose(null, null);
    }));
    return section;
  }

  function elsewhere(words) {
    var section = make("div", "elsewhere");
    var list = make("ul");
    told.elsewhere.forEach(function (other) {
      var entry = make("li");
      var name = other.href ? make("a", "", other.file) : make("code", "", other.file);
      if (other.href) name.href = other.href;
      entry.append(name, " ", other.message);
      list.append(entry);
    });
    section.append(make("h3", "", words.elsewhere), list);
    return section;
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !told) return;
    choose(null, null);
    dismiss(JSON.stringify([told.trouble, told.findings]));
    show();
  });

  document.body.append(host);
  root.setAttribute("data-giar-preview", "");
  follow();
})();
