// The welcome page: asks giar to open, begin and publish portals, and says what came of it.
(function () {
  "use strict";

  const { folder, words } = document.currentScript.dataset;
  const [working, closed, silent, locked, up, portal, more] = words.split("|");
  // More than a screen holds is nothing to begin with.
  const SHOWN = 20;
  const said = document.getElementById("said");
  const outcome = document.getElementById("outcome");
  const folders = document.getElementById("folders");
  const path = document.querySelector('form[data-act="open"] [name="path"]');

  async function ask(act, asked) {
    const key = await window.giarKey();
    const answer = await fetch(`${folder}welcome/${act}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Giar-Key": key || "" },
      body: JSON.stringify({ ...asked, back: location.origin + location.pathname }),
    }).catch(() => null);
    if (!answer) return { message: silent };
    if (answer.status === 403) return { message: locked };
    return answer.json().catch(() => ({}));
  }

  async function act(name, asked) {
    tell(working);
    busy(true);
    const answer = await ask(name, asked);
    busy(false);
    tell(answer.message || "");
    if (answer.href) location.assign(answer.href);
    if (answer.isForgotten) location.reload();
    if (answer.folders) list(answer.folders);
    if (answer.isClosed) end();
    show(answer);
  }

  /** Folders that are about to be replaced by those of another folder cannot be chosen any more. */
  function busy(isBusy) {
    document.body.setAttribute("aria-busy", isBusy);
    folders.querySelectorAll("button").forEach((button) => (button.disabled = isBusy));
  }

  /** Says it where it is seen, wherever the button was that was pressed. */
  function tell(message) {
    said.textContent = message;
    if (message) said.scrollIntoView({ block: "nearest" });
  }

  /** What a build has said: what stands against the site as a list, and the rest to unfold. */
  function show({ findings = [], text }) {
    if (!outcome) return;
    outcome.hidden = !text;
    if (!text) return;
    const rest = findings.length - SHOWN;
    outcome.querySelector("ol").replaceChildren(...findings.slice(0, SHOWN).map(item));
    outcome.querySelector("p").textContent = rest > 0 ? more.replace("{count}", rest) : "";
    outcome.querySelector("pre").textContent = text;
    outcome.querySelector("details").open = !findings.length;
    outcome.focus();
  }

  function item({ level, word, place, message, equations, hints }) {
    const item = document.createElement("li");
    const part = (name, kind, text) => Object.assign(document.createElement(name), { className: kind, textContent: text });
    item.className = level;
    item.append(
      part("strong", "", word),
      ` ${message}`,
      ...equations.map((text) => part("p", "equation", text)),
      ...hints.map((text) => part("p", "hint", text)),
      part("p", "line", place),
    );
    return item;
  }

  function named({ name, is_portal }) {
    if (name === "..") return up;
    return is_portal ? portal.replace("{name}", () => name) : name;
  }

  function list(found) {
    folders.replaceChildren(
      ...found.map((folder) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = named(folder);
        button.addEventListener("click", () => {
          path.value = folder.path;
          if (folder.is_portal) path.form.requestSubmit();
          else act("folders", { path: folder.path });
        });
        const item = document.createElement("li");
        item.append(button);
        return item;
      }),
    );
  }

  function end() {
    document.querySelectorAll("button, input").forEach((element) => (element.disabled = true));
    tell(closed);
  }

  document.querySelectorAll("button[data-act]").forEach((button) => {
    button.addEventListener("click", () => act(button.dataset.act, { path: button.dataset.path || path.value }));
  });
  document.querySelectorAll("form[data-act]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      act(form.dataset.act, Object.fromEntries(new FormData(form)));
    });
  });
})();
