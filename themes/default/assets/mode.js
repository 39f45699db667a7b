// Puts the visitor's choice of display on <html> before anything is drawn: a deferred script would come too late, and
// the page would flash in the other size. The switches themselves are in script.js.
(function () {
  "use strict";
  var root = document.documentElement;
  // Room is kept for what script.js will put in place, so that nothing jumps.
  root.classList.add("live");
  try {
    (localStorage.getItem("giar-display") || "").split(" ").forEach(function (mode) {
      if (mode) root.classList.add(mode);
    });
  } catch (refused) {
    // A browser may keep no memory, above all for pages opened from a folder: they look as usual.
  }
})();
