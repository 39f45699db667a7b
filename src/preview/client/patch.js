// Brings an open page up to date in place, so that nothing flashes and the reader stays where he is. Where that is not
// certain to give what a reload would, it says so; what it has changed by then, a reload mends.
(function () {
  "use strict";

  /** What may be exchanged as a whole: no script of a theme has anything to do with it. */
  var PLAIN =
    "p, ul, ol, li, dl, dt, dd, b, strong, i, em, s, del, sup, sub, small, span, a, code, pre, br, hr, blockquote, " +
    "h2, h3, h4, h5, h6, img, svg, svg *, figcaption, time, dl > div";

  /** What scripts or the browser have read for good. */
  var READ = "script, style, template, iframe, object, embed, audio, video";

  /** What `<head>` says to others than the browser, and the title. */
  var SAID = 'title, meta:not([http-equiv], [charset], [name="viewport"], [name="color-scheme"]), link, script[type]';

  /**
   * Changes the open page as the document `before` became `after`. Scripts may have changed the open page meanwhile:
   * what they touched is left to a reload.
   * @returns {boolean} whether it could
   */
  function patchPage(before, after) {
    if (!before.documentElement.cloneNode().isEqualNode(after.documentElement.cloneNode())) return false;
    if (hidden(before) !== hidden(after) || !patchHead(before.head, after.head)) return false;
    var [live, old, next] = [document.body, before.body, after.body];
    return old.isEqualNode(next) || (attributes(live, old, next) && children(live, old, next));
  }

  /** Nodes are called equal whatever their templates hold. */
  function hidden(page) {
    return Array.from(page.querySelectorAll("template"), function (template) {
      return template.innerHTML;
    }).join("\n");
  }

  function patchHead(before, after) {
    if (!rest(before).isEqualNode(rest(after))) return false;
    var [old, next] = [said(before), said(after)];
    var live = said(document.head);
    if (live.length !== old.length) return false;
    live.forEach(function (element, at) {
      if (next[at] && next[at].isEqualNode(element)) return;
      if (next[at]) element.replaceWith(document.importNode(next[at], true));
      else element.remove();
    });
    document.head.append.apply(document.head, next.slice(old.length).map(function (element) {
      return document.importNode(element, true);
    }));
    return true;
  }

  function said(head) {
    return Array.from(head.querySelectorAll(SAID)).filter(function (element) {
      return !isRead(element);
    });
  }

  /** Styles are exchanged by their names; another one is another page. Scripts cannot be taken back. */
  function isRead(element) {
    return element.matches('[rel~="stylesheet"], [src], script:not([type="application/ld+json"])');
  }

  /** What of a head must stay the same: the names of styles without the mark of what they say. */
  function rest(head) {
    var copy = head.cloneNode(true);
    copy.querySelectorAll("script[data-page]").forEach(function (own) {
      own.removeAttribute("data-version");
    });
    said(copy).forEach(function (element) {
      element.remove();
    });
    copy.querySelectorAll('link[rel~="stylesheet"]').forEach(function (link) {
      link.setAttribute("href", styleName(link.getAttribute("href")));
    });
    copy.normalize();
    Array.from(copy.childNodes).forEach(function (node) {
      if (node.nodeType === Node.TEXT_NODE && !node.data.trim()) node.remove();
    });
    return copy;
  }

  function styleName(href) {
    return href.replace(/\.[0-9a-f]{8}\.css$/, ".css");
  }

  function patch(live, before, after) {
    if (before.isEqualNode(after)) return true;
    if (before.nodeType !== after.nodeType || before.nodeName !== after.nodeName) return false;
    if (before.nodeType !== Node.ELEMENT_NODE) {
      if (live.data !== before.data) return false;
      live.data = after.data;
      return true;
    }
    // Rows that a script has put in another order say the same one by one, but not together.
    if (before.matches(READ) || live.textContent !== before.textContent) return false;
    return attributes(live, before, after) && children(live, before, after);
  }

  function attributes(live, before, after) {
    var names = Array.from(new Set(before.getAttributeNames().concat(after.getAttributeNames())));
    return names.every(function (name) {
      var value = after.getAttribute(name);
      if (value === before.getAttribute(name)) return true;
      if (live.getAttribute(name) !== before.getAttribute(name) || isForScripts(name)) return false;
      if (value === null) live.removeAttribute(name);
      else live.setAttribute(name, value);
      return true;
    });
  }

  function isForScripts(name) {
    return (name.startsWith("data-") && name !== "data-source") || name.startsWith("on") || name === "value";
  }

  function children(live, before, after) {
    var old = Array.from(before.childNodes);
    var next = Array.from(after.childNodes);
    var places = Array.from(live.childNodes).filter(function (node) {
      return node.id !== "giar-preview";
    });
    if (places.length !== old.length || !old.every(function (node, at) { return isLike(places[at], node); })) return false;
    // Every line below an edit has another number: what stands there is the same for all that.
    var start = 0;
    while (start < old.length && start < next.length && isSame(old[start], next[start])) start++;
    var end = 0;
    var most = Math.min(old.length, next.length) - start;
    while (end < most && isSame(old[old.length - 1 - end], next[next.length - 1 - end])) end++;
    var gone = old.slice(start, old.length - end);
    var come = next.slice(start, next.length - end);
    var isPaired = gone.length === come.length && gone.every(function (node, at) {
      return node.nodeName === come[at].nodeName;
    });
    return (
      (isPaired || exchange(live, gone, places.slice(start), come)) &&
      old.every(function (node, at) {
        if (at < start) return patch(places[at], node, next[at]);
        if (at >= old.length - end) return patch(places[at], node, next[at + next.length - old.length]);
        return !isPaired || patch(places[at], node, next[at]);
      })
    );
  }

  /** Whether two nodes of the page as it is sent differ in nothing but the lines they come from. */
  function isSame(before, after) {
    if (before.isEqualNode(after)) return true;
    return before.nodeType === Node.ELEMENT_NODE && before.nodeName === after.nodeName && sourceless(before) === sourceless(after);
  }

  function sourceless(element) {
    return element.outerHTML.replace(/ data-source="[0-9:]*"/g, "");
  }

  /** Takes some nodes away, the first at the first of `places`, and puts others there. */
  function exchange(live, gone, places, come) {
    var isSafe = gone.every(function (node, at) {
      return places[at].isEqualNode(node) && isPlain(node);
    });
    if (!isSafe || !come.every(isPlain)) return false;
    var anchor = places[gone.length] || live.querySelector(":scope > #giar-preview");
    places.slice(0, gone.length).forEach(function (place) {
      place.remove();
    });
    come.forEach(function (node) {
      live.insertBefore(document.importNode(node, true), anchor);
    });
    return true;
  }

  function isPlain(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return true;
    return [node].concat(Array.from(node.querySelectorAll("*"))).every(function (element) {
      return element.matches(PLAIN);
    });
  }

  function isLike(live, node) {
    if (live.nodeName !== node.nodeName) return false;
    if (node.nodeType !== Node.ELEMENT_NODE) return live.data === node.data;
    return live.id === node.id && live.getAttribute("class") === node.getAttribute("class");
  }

  window.giarPatch = { page: patchPage, styleName: styleName };
})();
