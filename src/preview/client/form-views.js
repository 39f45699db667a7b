// What is seen of a form: on a narrow screen one part at a time; and in the page beside it, the cell that is filled in.
(function () {
  "use strict";

  window.giarViews = function () {
    const tabs = Array.from(document.querySelectorAll(".tabs [data-view]"));

    function open(view) {
      document.body.dataset.view = view;
      tabs.forEach((tab) => tab.setAttribute("aria-pressed", String(tab.dataset.view === view)));
    }

    function showInPage(field) {
      const frame = document.getElementById("page");
      const page = frame && frame.contentDocument;
      const cell = field && field.source && page && page.querySelector(`[data-source="${field.source}"]`);
      if (!cell) return;
      page.querySelectorAll("[data-giar-chosen]").forEach((other) => other.removeAttribute("data-giar-chosen"));
      cell.setAttribute("data-giar-chosen", "");
      const box = cell.getBoundingClientRect();
      const isSeen = box.top >= 60 && box.bottom <= frame.clientHeight - 20;
      if (!isSeen) frame.contentWindow.scrollBy(0, box.top - frame.clientHeight / 3);
    }

    tabs.forEach((tab) => tab.addEventListener("click", () => open(tab.dataset.view)));
    return { open, showInPage };
  };
})();
