// The list of reports: begins blank ones, and has written ones read.
(function () {
  "use strict";

  const { folder, words } = document.currentScript.dataset;
  const [locked, silent] = words.split("|");
  const said = document.getElementById("said");
  const form = document.getElementById("document");
  /** The preview notices a new file by itself, in so many tries a fifth of a second apart. */
  const [TRIES, PAUSE] = [75, 200];

  async function post(what, body) {
    const key = await window.giarKey();
    if (!key) return { message: locked };
    const answer = await fetch(`${folder}edit/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Giar-Key": key },
      body: JSON.stringify(body),
    }).catch(() => null);
    return answer ? answer.json().catch(() => ({ message: silent })) : { message: silent };
  }

  async function begin(what, body) {
    document.body.setAttribute("aria-busy", "true");
    said.textContent = "";
    const answer = await post(what, body);
    if (answer.href) await isThere(answer.href);
    document.body.removeAttribute("aria-busy");
    if (answer.href) location.assign(answer.href);
    else said.textContent = answer.message || "";
  }

  async function isThere(href) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const answer = await fetch(href, { cache: "no-store" }).catch(() => null);
      if (answer && answer.ok) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  document.querySelectorAll("button[data-agency]").forEach((button) => {
    button.addEventListener("click", () => begin("new", { agency: button.dataset.agency, year: Number(button.dataset.year) }));
  });

  const file = form.querySelector("input[type=file]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = new FormData(form);
    const year = Number(given.get("year")) || null;
    const [chosen] = file.files;
    begin("import", { name: chosen.name, base64: await window.giarBase64(chosen), agency: given.get("agency") || null, year });
  });

  /* A file that is dropped anywhere on the page would else take the page's place. */
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length === 0) return;
    file.files = event.dataTransfer.files;
    form.requestSubmit ? form.requestSubmit() : form.querySelector("button").click();
  });
})();
