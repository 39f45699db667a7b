// What a preview tells over an open page: a pill with the state of the site, a panel with what is wrong, and the source
// of what the reader has clicked. It lives in a shadow, where the theme's styles do not reach. All text is put in as
// text: whatever a file holds, nothing of it becomes markup.
(function () {
  "use strict";

  /** More lines of one finding are in the file. */
  var MAX_LINES = 10;
  /** Of a long line, so many characters are shown around what is marked. */
  var AROUND = 48;

  function make(name, className, content) {
    var element = document.createElement(name);
    if (className) element.className = className;
    element.append.apply(element, [].concat(content === undefined ? [] : content));
    return element;
  }

  function button(className, content, act) {
    var element = make("button", className, content);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  /**
   * @param {string} folder of the preview's own files
   * @param {string} lang of what it says
   * @param {{ memory, remember, find, reveal, forget }} page keeps what was put away; finds the element of a place and
   *   leads there; is asked to name no source any more
   */
  function giarPanel(folder, lang, page) {
    var host = make("div");
    host.id = "giar-preview";
    var shadow = host.attachShadow({ mode: "open" });
    var style = make("link");
    style.rel = "stylesheet";
    style.href = folder + "panel.css";
    var box = make("aside", "box");
    box.lang = lang;
    shadow.append(style, box);

    var status = null;
    var shown = "";
    var kept = page.memory() || {};
    var isOpened = kept.isOpened === true;
    /** The errors that the reader has put away. */
    var dismissed = Array.isArray(kept.dismissed) ? kept.dismissed : [];

    var title = make("h2");
    title.id = "title";
    var content = make("div", "content");
    var close = button("close", "", function () {
      dismiss();
      pill.focus();
    });
    var panel = make("section", "panel", [make("header", "", [title, close]), content]);
    panel.setAttribute("aria-labelledby", "title");
    var source = make("section", "source");
    source.setAttribute("role", "status");
    var tally = make("span", "tally");
    var lost = make("span", "lost");
    var pill = button("pill", [make("span", "dot"), tally, lost], function () {
      if (isOpen()) dismiss();
      else {
        isOpened = true;
        settle();
      }
    });
    var documents = make("nav", "documents");
    box.append(source, panel, documents, pill);
    box.hidden = source.hidden = panel.hidden = documents.hidden = true;
    new ResizeObserver(makeRoom).observe(box);

    /** The end of the page can be read above the panel, and what gets the focus does not hide under it. */
    function makeRoom() {
      var height = box.hidden ? 0 : box.offsetHeight + 24;
      host.style.height = height + "px";
      document.documentElement.style.scrollPaddingBottom = height + "px";
    }

    function errors() {
      if (!status) return [];
      var grave = status.findings.filter(function (finding) {
        return finding.level === "error";
      });
      // Not by their lines: those move with every edit above.
      var keys = grave.map(function (finding) {
        return finding.rule + " " + finding.message;
      });
      return status.trouble ? keys.concat(status.trouble.title + " " + status.trouble.detail) : keys;
    }

    function isOpen() {
      return isOpened || errors().some(function (error) {
        return !dismissed.includes(error);
      });
    }

    function dismiss() {
      if (!status) return;
      isOpened = false;
      dismissed = errors();
      settle();
    }

    /** What is remembered, and what follows for what is seen. */
    function settle() {
      page.remember({ isOpened: isOpened, dismissed: dismissed });
      panel.hidden = !isOpen();
      pill.setAttribute("aria-expanded", String(!panel.hidden));
    }

    /** Says what is wrong now. What stays the same is left alone, and with it the reader's place in it. */
    function tell(news) {
      var hadAny = status && hasAny(status);
      status = news;
      var grave = errors();
      dismissed = dismissed.filter(function (error) {
        return grave.includes(error);
      });
      if (hadAny && !hasAny(news)) isOpened = false;
      var words = news.words;
      box.hidden = false;
      box.setAttribute("aria-label", words.preview);
      box.dataset.level = grave.length > 0 || news.counts.error > 0 ? "error" : news.counts.warning > 0 ? "warning" : "good";
      panel.classList.toggle("grave", grave.length > 0);
      tally.textContent = news.tally;
      lost.textContent = words.lost;
      close.textContent = words.close;
      offer(news);
      title.textContent = news.trouble ? news.trouble.title : news.findings.length > 0 ? words.here : words.nothing;
      var next = JSON.stringify([news.trouble, news.findings, news.elsewhere]);
      if (next !== shown) content.replaceChildren.apply(content, contents(news));
      shown = next;
      settle();
    }

    /** The report as documents, beside what is said of it. */
    function offer(news) {
      var links = news.documents.map(function (file) {
        var link = make("a", "", file.label);
        link.href = file.href;
        link.download = file.name;
        return link;
      });
      if (news.form) {
        var form = make("a", "form", news.words.form);
        form.href = news.form;
        links.unshift(form);
      }
      documents.hidden = links.length === 0;
      documents.setAttribute("aria-label", news.words.documents);
      documents.replaceChildren.apply(documents, links);
    }

    function hasAny(news) {
      return Boolean(news.trouble) || news.findings.length > 0 || news.elsewhere.length > 0;
    }

    function contents(news) {
      var all = [];
      if (news.trouble && news.trouble.detail) all.push(make("pre", "detail", news.trouble.detail));
      if (news.findings.length > 0) all.push(make("ol", "findings", news.findings.map(item)));
      if (news.elsewhere.length > 0) all.push(elsewhere(news));
      return all;
    }

    function item(finding) {
      var words = status.words;
      var lines = linesOf(finding);
      var own = lines.shift();
      var message = make("p", "message", [make("strong", "", finding.word), " ", finding.message, " "]);
      message.append(make("code", "rule", finding.rule));
      var entry = make("li", finding.level, [message, place(finding), make("div", "excerpt", excerpt(own))]);
      if (finding.label) entry.append(make("p", "label", finding.label));
      finding.equations.forEach(function (equation) {
        entry.append(make("p", "equation", equation));
      });
      finding.hints.forEach(function (hint) {
        entry.append(make("p", "hint", [make("b", "", words.help), hint]));
      });
      if (lines.length > 0) entry.append(related(finding, lines));
      return entry;
    }

    /** The lines that a finding is about, each once, its own first; the other places are marked in them. */
    function linesOf(finding) {
      var lines = new Map();
      [finding].concat(finding.related).forEach(function (place) {
        var name = place.file + ":" + place.line;
        if (!lines.has(name)) lines.set(name, { place: place, text: place.before + place.marked + place.after, marks: [], labels: [] });
        var from = place.before.length;
        var line = lines.get(name);
        line.marks.push({ from: from, to: from + place.marked.length, className: place === finding ? "wrong" : "related" });
        if (place !== finding) line.labels.push(place.label);
      });
      return Array.from(lines.values());
    }

    function related(finding, lines) {
      var words = status.words;
      var shown = lines.slice(0, MAX_LINES).sort(function (a, b) {
        return a.place.file === b.place.file ? a.place.line - b.place.line : a.place.file < b.place.file ? -1 : 1;
      });
      var all = make("details", "", make("summary", "", words.related.replace("{n}", finding.related.length)));
      var file = finding.file;
      var box = null;
      shown.forEach(function (line) {
        if (line.place.file !== file) {
          file = line.place.file;
          box = null;
          all.append(place(line.place));
        }
        if (!box) all.append((box = make("div", "excerpt")));
        box.append.apply(box, excerpt(line));
        box.append(make("p", "label", line.labels.join(lang === "en" ? ", " : "、")));
      });
      if (lines.length > MAX_LINES) all.append(make("p", "label", words.more.replace("{n}", lines.length - MAX_LINES)));
      return all;
    }

    function place(of) {
      var name = of.file + ":" + of.line + ":" + of.column;
      var line = make("p", "place", [make("code", "", name), copy(name)]);
      if (page.find(of)) {
        line.append(button("small", status.words.show, function () {
          page.reveal(of);
        }));
      }
      return line;
    }

    function copy(text) {
      var element = button("small", status.words.copy, function () {
        copied(text).then(function () {
          element.textContent = status.words.copied;
        }, function () {});
      });
      return element;
    }

    /** Browsers have a clipboard for pages of this machine alone; the older way works for pages of others. */
    function copied(text) {
      if (navigator.clipboard) return navigator.clipboard.writeText(text);
      var field = make("textarea", "clip");
      field.value = text;
      box.append(field);
      field.select();
      var isDone = document.execCommand("copy");
      field.remove();
      return isDone ? Promise.resolve() : Promise.reject();
    }

    function elsewhere(news) {
      var list = news.elsewhere.map(function (other) {
        var name = make(other.href ? "a" : "code", "", other.file);
        if (other.href) name.href = other.href;
        return make("li", "", [name, make("span", "", other.message)]);
      });
      return make("section", "elsewhere", [make("h3", "", news.words.elsewhere), make("ul", "", list)]);
    }

    /** Names the file and line of what was clicked; of nothing, if there is no name. */
    function name(place) {
      source.hidden = place === null;
      source.replaceChildren();
      if (place === null) return;
      var words = status.words;
      var away = button("small", words.close, function () {
        page.forget();
        pill.focus();
      });
      source.append(make("span", "label", words.source), make("code", "", place), copy(place), away);
    }

    return {
      host: host,
      tell: tell,
      name: name,
      dismiss: dismiss,
      setLost: function (isLost) {
        host.toggleAttribute("data-lost", isLost);
      },
    };
  }

  function excerpt(line) {
    var number = make("span", "number", String(line.place.line));
    return [make("div", "line", [number, make("code", "", marked(line.text, line.marks))])];
  }

  /** Text with its marks, cut where it is long and nothing is marked. */
  function marked(text, marks) {
    marks.sort(function (a, b) {
      return a.from - b.from;
    });
    var first = marks[0].from;
    var last = marks[marks.length - 1].to;
    var indent = Math.min(first, text.length - text.trimStart().length);
    var at = first > 2 * AROUND ? first - AROUND : indent;
    var end = text.length - last > 2 * AROUND ? last + AROUND : text.length;
    var pieces = at > indent ? ["…"] : [];
    marks.forEach(function (mark) {
      if (mark.from < at) return;
      pieces.push(text.slice(at, mark.from), make("mark", mark.className, text.slice(mark.from, mark.to) || "\u00a0"));
      at = mark.to;
    });
    return pieces.concat(text.slice(at, end), end < text.length ? "…" : "");
  }

  window.giarPanel = giarPanel;
})();
