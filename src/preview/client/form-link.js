// Between a form and its server: asks, sends, and knows when to ask again.
(function () {
  "use strict";

  /** Without news from the server, in milliseconds. */
  const PAUSE = 2000;

  window.giarLink = function (about, news) {
    const edit = `${about.folder}edit`;

    async function call(address, options) {
      let response;
      try {
        response = await fetch(address, { cache: "no-store", ...options });
      } catch {
        news.lost(true);
        return { isLost: true };
      }
      news.lost(false);
      const body = await response.json().catch(() => ({}));
      return { status: response.status, body };
    }

    /** The report as its file is now. */
    const state = () => call(`${edit}/state?file=${encodeURIComponent(about.file)}`);

    /** What the report held before it was saved. */
    const saves = () => call(`${edit}/saves?file=${encodeURIComponent(about.file)}`);

    async function ask(what, body, isLast) {
      const key = await window.giarKey();
      return call(`${edit}/${what}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Giar-Key": key || "" },
        body: JSON.stringify({ file: about.file, ...body }),
        // The page may be going; its last words are sent all the same.
        keepalive: isLast === true,
      });
    }

    const send = (what, cells, isLast) => ask(what, { cells }, isLast);

    /* Network drives do not say what changes on them: whoever comes back to the page looks again. */
    const look = () => document.hidden || news.changed();
    document.addEventListener("visibilitychange", look);
    window.addEventListener("focus", look);

    function follow() {
      if (!window.SharedWorker) return void setInterval(look, PAUSE);
      const worker = new SharedWorker(`${about.folder}stream.js`);
      worker.onerror = () => setInterval(look, PAUSE);
      worker.port.onmessage = (event) => (event.data === "lost" ? news.lost(true) : look());
      window.addEventListener("pagehide", () => worker.port.postMessage("rest"));
    }

    return { state, saves, ask, send, follow };
  };
})();
