// The list of reports: begins blank ones, has written ones read, and adds agencies.
(function () {
  "use strict";

  const { folder, words } = document.currentScript.dataset;
  const [locked, silent] = words.split("|");
  const said = document.getElementById("said");
  const [documents, agency] = ["document", "agency"].map((id) => document.getElementById(id));
  const file = documents.querySelector("input[type=file]");
  /** The preview notices a new file by itself, in so many tries a fifth of a second apart. */
  const [TRIES, PAUSE] = [75, 200];
  /** Whether a document waits for its agency to be added. */
  let isWaiting = false;

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

  /** Does something that takes a while, and says what came of it. */
  async function busy(act) {
    document.body.setAttribute("aria-busy", "true");
    said.textContent = "";
    document.querySelector("h1").after(said);
    const message = await act();
    document.body.removeAttribute("aria-busy");
    said.textContent = message || "";
    if (message) said.scrollIntoView({ block: "nearest" });
  }

  const begin = (what, body) =>
    busy(async () => {
      const answer = await post(what, body);
      if (!answer.href) return refused(answer);
      await comes(answer.href, () => true);
      location.assign(answer.href);
    });

  function refused(answer) {
    isWaiting = Boolean(answer.unknown_agency);
    if (isWaiting) {
      agency.querySelector("h2").after(said);
      agency.elements.name.value = answer.unknown_agency;
      agency.elements.id.focus();
    }
    return answer.message;
  }

  /** A page, once it is there and is as it is to be. */
  async function comes(href, isRight) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const answer = await fetch(href, { cache: "no-store" }).catch(() => null);
      const text = answer && answer.ok ? await answer.text() : null;
      if (text !== null && isRight(text)) return text;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return null;
  }

  const read = () => {
    const given = Object.fromEntries(new FormData(documents));
    const [chosen] = file.files;
    window.giarBase64(chosen).then((base64) => {
      begin("import", { name: chosen.name, base64, agency: given.agency || null, year: Number(given.year) || null });
    });
  };

  const add = () =>
    busy(async () => {
      const answer = await post("agency", Object.fromEntries(new FormData(agency)));
      if (!answer.id) return answer.message;
      const page = await comes(location.href, (text) => text.includes(`<option value="${answer.id}"`));
      agency.reset();
      if (page) show(new DOMParser().parseFromString(page, "text/html"));
      documents.elements.agency.value = isWaiting ? answer.id : "";
      if (isWaiting) return read();
      const begins = document.querySelector(`button[data-agency="${answer.id}"]`);
      if (begins) begins.focus();
      return answer.message;
    });

  /** The list as it is by now. A file that was chosen below it stays. */
  function show(page) {
    document.getElementById("reports").replaceWith(page.getElementById("reports"));
    document.querySelectorAll("select").forEach((select) => {
      // Of a form with a field called `id`, its own is another.
      const now = page.querySelector(`#${select.form.getAttribute("id")} select[name="${select.name}"]`);
      select.replaceChildren(...now.children);
    });
  }

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-agency]");
    if (button) begin("new", { agency: button.dataset.agency, year: Number(button.dataset.year) });
  });
  const submits = (form, act) =>
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      act();
    });
  submits(documents, read);
  submits(agency, add);

  /* A file that is dropped anywhere on the page would else take the page's place. */
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length === 0) return;
    file.files = event.dataTransfer.files;
    documents.requestSubmit ? documents.requestSubmit() : documents.querySelector("button").click();
  });
})();
