// Brings an open page up to date in place, so that nothing flashes and the reader stays where he is. Where that is not
// certain to give what a reload would, it says so and has changed nothing that a reload does not mend.
(function () {
  "use strict";

  /** What may be exchanged as a whole: no script of a theme has anything to do with it. */
  var PLAIN =
    "p, ul, ol, li, dl, dt, dd, b, strong, i, em, s, del, sup, sub, small, span, a, code, pre, br, hr, blockquote, " +
    "h2, h3, h4, h5, h6, img, svg, svg *, figcaption";

  /**
   * Changes `live` as `before` became `after`. The live page may have been changed by scripts meanwhile; what they
   * touched is left to a reload.
   * @returns {boolean} whether it could
   */
  function patch(live, before, after) {
    if (before.isEqualNode(after)) return true;
    if (before.nodeType !== after.nodeType || before.nodeName !== after.nodeName) return false;
    if (before.nodeType !== Node.ELEMENT_NODE) {
      if (live.data !== before.data) return false;
      live.data = after.data;
      return true;
    }
    if (before.matches("script, style, template, iframe")) return false;
    return attributes(live, before, after) && children(live, before, after);
  }

  function attributes(live, before, after) {
    var names = Array.from(new Set(before.getAttributeNames().concat(after.getAttributeNames())));
    return names.every(function (name) {
      var value = after.getAttribute(name);
      if (value === before.getAttribute(name)) return true;
      if (live.getAttribute(name) !== before.getAttribute(name)) return false;
      if (value === null) live.removeAttribute(name);
      else live.setAttribute(name, value);
      return true;
    });
  }

  function children(live, before, after) {
    var old = Array.from(before.childNodes);
    var next = Array.from(after.childNodes);
    var places = counterparts(old, Array.from(live.childNodes));
    var start = 0;
    while (start < old.length && start < next.length && old[start].isEqualNode(next[start])) start++;
    var end = 0;
    while (end < old.length - start && end < next.length - start && old[old.length - 1 - end].isEqualNode(next[next.length - 1 - end])) end++;
    var gone = old.slice(start, old.length - end);
    var come = next.slice(start, next.length - end);
    if (gone.length === come.length) {
      return gone.every(function (node, at) {
        var place = places[start + at];
        return place ? patch(place, node, come[at]) : node.isEqualNode(come[at]);
      });
    }
    return exchange(live, gone, places.slice(start, start + gone.length), come, places[start + gone.length] || anchor(live, places, start));
  }

  /** Where new nodes go: before the node that follows in the live page, or behind the one that comes before. */
  function anchor(live, places, start) {
    var last = places[start - 1];
    return last ? last.nextSibling : live.lastElementChild && live.lastElementChild.id === "giar-preview" ? live.lastElementChild : null;
  }

  function exchange(live, gone, places, come, following) {
    var isSafe = gone.every(function (node, at) {
      return places[at] && places[at].isEqualNode(node) && isPlain(node);
    });
    if (!isSafe || !come.every(isPlain)) return false;
    if (following && following.parentNode !== live) return false;
    places.forEach(function (place) {
      if (place === following) following = place.nextSibling;
      place.remove();
    });
    come.forEach(function (node) {
      live.insertBefore(document.importNode(node, true), following);
    });
    return true;
  }

  function isPlain(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return true;
    return node.matches(PLAIN) && Array.from(node.querySelectorAll("*")).every(function (inner) {
      return inner.matches(PLAIN);
    });
  }

  /** For each old node the live one that it has become, in order; scripts may have added some and taken some away. */
  function counterparts(old, live) {
    var next = 0;
    return old.map(function (node) {
      for (var at = next; at < live.length; at++) {
        if (isLike(live[at], node)) {
          next = at + 1;
          return live[at];
        }
      }
      return null;
    });
  }

  function isLike(live, node) {
    if (live.nodeName !== node.nodeName) return false;
    if (node.nodeType !== Node.ELEMENT_NODE) return live.data === node.data;
    return live.id === node.id && live.getAttribute("class") === node.getAttribute("class");
  }

  window.giarPatch = patch;
})();
