// Keeps an open page of a preview as its files are: changes it in place or reloads it when it has changed, exchanges
// styles, marks what is wrong on its cells, and says where a cell or paragraph stands in its file.
(function () {
  "use strict";

  /** Before something that did not work is tried again, in milliseconds. */
  var PAUSE = 1000;

  var script = document.currentScript;
  var page = script.dataset.page;
  var version = script.dataset.version;
  var folder = script.src.slice(0, script.src.lastIndexOf("/") + 1);
  var root = document.documentElement;

  function recall(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch (refused) {
      return null;
    }
  }

  function keep(key, value) {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch (refused) {
      // Then it is forgotten with the page.
    }
  }

  /* Following the files. One worker holds the stream for all pages; those in the background rest. */

  var port = null;
  var timer = null;
  var status = null;
  var latest = null;
  /** Questions are numbered: an answer that comes after that to a later question is out of date. */
  var asked = 0;
  var answered = 0;

  function follow() {
    if (!port && !timer) connect();
    ask();
  }

  function connect() {
    // Without such workers the page asks by itself, again and again.
    if (!window.SharedWorker) return poll();
    var worker = new SharedWorker(folder + "stream.js");
    worker.onerror = poll;
    port = worker.port;
    port.onmessage = function (event) {
      if (event.data === "lost") panel.setLost(true);
      else ask();
    };
  }

  function poll() {
    if (!timer) timer = setInterval(ask, PAUSE);
  }

  function rest() {
    if (port) {
      port.postMessage("rest");
      port.close();
    }
    clearInterval(timer);
    port = timer = null;
  }

  function ask() {
    if (document.hidden) return;
    asked += 1;
    var number = asked;
    fetch(folder + "status?page=" + page, { cache: "no-store" })
      .then(function (response) {
        return response.json();
      })
      .then(function (news) {
        if (number < answered) return;
        answered = number;
        panel.setLost(false);
        var isKnown = status && status === latest && JSON.stringify(status) === JSON.stringify(news);
        if (!isKnown) take(news);
      }, function () {
        if (number === asked) panel.setLost(true);
      });
  }

  document.addEventListener("visibilitychange", ask);
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) follow();
  });

  /** The page as the server sent it: scripts have changed what is shown since. */
  var sent = null;

  function take(news) {
    latest = news;
    if (news.version === version) {
      keep("giar-reloaded", null);
      tell(news);
      remember();
      return;
    }
    if (usesOther(news.version)) return reload(news);
    fetchPage().then(function (next) {
      if (latest !== news) return;
      // By now the page may be newer than the news.
      var isKnown = sent && sent.version === version && !next.isElsewhere && !usesOther(next.version);
      if (!isKnown || !renew(next)) reload(news);
      else tell(news);
    }, function () {
      // The preview has ended, maybe: the page stays until it is there again.
      setTimeout(function () {
        if (latest === news && !document.hidden) take(news);
      }, PAUSE);
    });
  }

  /** Whether what was copied, such as a picture, has changed behind an address that has not. */
  function usesOther(than) {
    return than.split(".")[1] !== version.split(".")[1];
  }

  function tell(news) {
    status = news;
    restyle(news.styles);
    mark();
    panel.tell(news);
  }

  function fetchPage() {
    return fetch(location.href, { cache: "no-store" })
      .then(function (response) {
        return response.text().then(function (html) {
          var parsed = new DOMParser().parseFromString(html, "text/html");
          var own = parsed.querySelector("script[data-page]");
          return { document: parsed, version: own ? own.dataset.version : "", isElsewhere: response.redirected };
        });
      });
  }

  /** Asks for the page once more while nobody waits, to know later what an edit has changed in it. */
  function remember() {
    if (sent) return;
    fetchPage().then(function (now) {
      if (now.version === version) sent = now;
    }, function () {});
  }

  function renew(next) {
    unmark();
    if (!window.giarPatch.page(sent.document, next.document)) return false;
    sent = next;
    version = next.version;
    keep("giar-reloaded", null);
    // Scripts that measure the page do so again.
    window.dispatchEvent(new Event("resize"));
    return true;
  }

  function reload(news) {
    // Once: a page that is never the same twice must not reload for ever.
    if (recall("giar-reloaded") === page + news.version) return tell(news);
    keep("giar-reloaded", page + news.version);
    location.reload();
  }

  /** A new style is put in when it has arrived, and the old one goes then, so that nothing flashes. */
  function restyle(styles) {
    var links = Array.from(document.querySelectorAll('link[rel~="stylesheet"]'));
    styles.forEach(function (style) {
      var href = new URL(style, location.href).href;
      var name = window.giarPatch.styleName(href);
      var old = links.filter(function (link) {
        return window.giarPatch.styleName(link.href) === name;
      });
      var last = old[old.length - 1];
      if (!last || last.href === href) return;
      var next = last.cloneNode();
      next.onload = function () {
        old.forEach(function (link) {
          link.remove();
        });
      };
      next.onerror = function () {
        next.remove();
      };
      next.href = href;
      last.after(next);
    });
  }

  /* Marks on the page. */

  function unmark() {
    document.querySelectorAll("[data-giar]").forEach(function (element) {
      element.removeAttribute("data-giar");
    });
    if (chosen) chosen.removeAttribute("data-giar-chosen");
  }

  function mark() {
    unmark();
    status.findings
      .slice()
      .reverse()
      .forEach(function (finding) {
        finding.related.concat(finding).forEach(function (place) {
          var element = elementOf(place);
          if (element) element.setAttribute("data-giar", place === finding ? finding.level : "related");
        });
      });
    choose(chosen && chosen.isConnected && chosen.dataset.source ? chosen : null);
  }

  /** The cell at a place, or the block it stands in. */
  function elementOf(place) {
    if (!status || place.file !== status.file) return null;
    var cell = document.querySelector('[data-source="' + place.line + ":" + place.column + '"]');
    if (cell) return cell;
    var found = null;
    var nearest = place.block - 1;
    document.querySelectorAll("main [data-source]").forEach(function (element) {
      var line = Number(element.dataset.source);
      if (line <= place.line && line > nearest) {
        nearest = line;
        found = element;
      }
    });
    return found;
  }

  /* From the page to its file. */

  var chosen = null;

  document.addEventListener("click", function (event) {
    if (!status || !status.file || event.defaultPrevented || !(event.target instanceof Element)) return;
    if (event.target.closest("a, button, input, select, summary, label, #giar-preview") || String(getSelection())) return;
    choose(event.target.closest("[data-source]"));
  });

  function choose(element) {
    if (chosen) chosen.removeAttribute("data-giar-chosen");
    chosen = element;
    if (element) element.setAttribute("data-giar-chosen", "");
    panel.name(element ? status.file + ":" + element.dataset.source : null);
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || event.defaultPrevented || !status) return;
    if (chosen) choose(null);
    else panel.dismiss();
  });

  var panel = window.giarPanel(folder, script.dataset.lang, {
    memory: function () {
      var kept = recall("giar-panel");
      return kept && kept.page === page ? kept.state : null;
    },
    remember: function (state) {
      keep("giar-panel", { page: page, state: state });
    },
    find: elementOf,
    reveal: function (place) {
      var element = elementOf(place);
      if (!element) return;
      choose(element);
      element.scrollIntoView({ block: "start", inline: "center" });
    },
    forget: function () {
      choose(null);
    },
  });

  // Beside a form that says the same, the page is shown alone.
  if (window.parent === window) document.body.append(panel.host);
  root.setAttribute("data-giar-preview", "");
  follow();
})();
