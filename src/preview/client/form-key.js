// Gets this browser the key by which it may change files: for the ticket in the address, which is good once. Any tab of
// the same address then has it.
(function () {
  "use strict";

  const folder = document.currentScript.dataset.folder;
  const NAME = "giar-key";

  /** Storage may be refused to pages; then each page needs a ticket of its own. */
  let own = null;

  function known() {
    try {
      return localStorage.getItem(NAME) || own;
    } catch {
      return own;
    }
  }

  function keep(key) {
    own = key;
    try {
      localStorage.setItem(NAME, key);
    } catch {
      // It is kept for as long as the page is open.
    }
  }

  async function exchange() {
    const ticket = /^#([0-9a-f]{32})$/.exec(location.hash);
    if (!ticket) return;
    history.replaceState(null, "", location.pathname + location.search);
    const answer = await fetch(`${folder}edit/key`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ticket: ticket[1] }),
    }).catch(() => null);
    if (answer && answer.ok) keep((await answer.json()).key);
  }

  /** A file as JSON can hold it. */
  window.giarBase64 = (file) =>
    new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(file);
    });

  const ready = exchange();
  window.giarKey = () => ready.then(known);
})();
