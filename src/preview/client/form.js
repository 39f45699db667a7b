// A report as a form: what is typed goes into its file, cell by cell, and what is changed there comes into the form.
(function () {
  "use strict";

  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const make = window.giarMake;
  const about = read("about");
  const words = about.words;
  const saved = document.getElementById("saved");
  const notices = document.getElementById("notices");

  /** Milliseconds of rest before what is being typed is saved, and before the server is looked for again. */
  const [SAVE, RETRY] = [1200, 3000];

  /** Notices that go by themselves, and after how long. */
  const [PASSING, PASS] = [["merged", "totals", "pasted"], 10000];

  let state = read("state");
  /** Of the file as it was last heard of; what is not saved is not in it. */
  let fileHash = state.hash;
  /** What the file holds, by cell. */
  const base = new Map();
  /** Cells that were changed here and elsewhere, and what they hold there. */
  const asked = new Map();
  let [isLost, isSaving, isStopped] = [false, false, false];
  let [isSavedOnce, trouble] = [false, ""];
  let [saveTimer, asking] = [0, 0];
  let [isLooking, isLookDue] = [false, false];
  /** Changes with every write of this page, when it begins and when it ends. */
  let writes = 0;

  const views = window.giarViews();
  const cells = window.giarCells(document.getElementById("cells"), { edited, committed });
  const findings = window.giarFindings(about, cells, { openView: views.open, note, button, may: () => !isStopped });
  const link = window.giarLink(about, { lost, changed });
  window.giarText(about, cells, link, { may: () => !isStopped, say, button });
  window.giarPaste(about, cells, link, { may: () => !isStopped, say, button });
  const kept = window.giarKept(about, cells, link, { may: () => !isStopped, say, button, hash: () => fileHash, replaced });

  /* What differs from the file. */

  /** What was typed, where the file has it in other digits or without blank lines around it. */
  const stored = new Map();

  function isDirty(path) {
    if (!base.has(path)) return false;
    const [value, there, known] = [cells.value(path), base.get(path), stored.get(path)];
    return value !== there && !(known && known.typed === value && known.there === there);
  }

  const dirty = () => Array.from(base.keys()).filter(isDirty);

  function differences(paths) {
    return Object.fromEntries(paths.map((path) => [path, [base.get(path), cells.value(path)]]));
  }

  /** The file holds something by now: what is typed here and not saved stays, and where both differ somebody decides. */
  function merge(next) {
    let updated = 0;
    fileHash = next.hash;
    kept.compare(next.cells);
    Object.entries(next.cells).forEach(([path, cell]) => {
      if (!cells.byPath.has(path)) return;
      const [theirs, mine, known] = [cell.text, cells.value(path), base.get(path)];
      const wasDirty = isDirty(path);
      base.set(path, theirs);
      if (theirs === known || theirs === mine) {
        if (theirs === mine) asked.delete(path);
      } else if (!wasDirty && !cells.isBusy(path)) {
        cells.show(path, theirs);
        updated += 1;
      } else {
        asked.set(path, theirs);
      }
    });
    return updated;
  }

  function take(next) {
    state = next;
    findings.tell(next);
    document.querySelector('[data-view="findings"] b').textContent = next.errors + next.warnings || "";
    tell();
  }

  /* From the form to the file. */

  function edited() {
    look();
    clearTimeout(saveTimer);
    saveTimer = setTimeout(save, SAVE);
    tell();
  }

  function committed() {
    clearTimeout(saveTimer);
    save();
    tell();
  }

  /** What would be found if this were saved. One question at a time: of what is typed meanwhile is asked once it is answered. */
  async function look() {
    if (cells.isComposing() || isStopped) return;
    isLookDue = isLooking;
    if (isLooking) return;
    isLooking = true;
    asking += 1;
    const number = asking;
    const paths = dirty().filter((path) => !asked.has(path));
    const answer = paths.length > 0 ? await link.send("check", differences(paths)) : await link.state();
    isLooking = false;
    if (number === asking && answer.status === 200) take(answer.body);
    if (isLookDue) look();
  }

  async function save(isLast) {
    if (isSaving || isStopped || cells.isComposing()) return;
    const paths = dirty().filter((path) => !asked.has(path));
    trouble = "";
    if (paths.length === 0) return settle();
    isSaving = true;
    writes += 1;
    asking += 1;
    tell();
    const sent = differences(paths);
    const answer = await link.send("save", sent, isLast === true);
    isSaving = false;
    writes += 1;
    if (answer.status === 200) {
      const refused = Object.entries(answer.body.refused);
      refused.forEach(([path]) => delete sent[path]);
      accept(sent, answer.body);
      trouble = refused.map(([path, why]) => `${about.names[path]}：${why}`).join(" ");
    } else if (answer.status === 409 && answer.body.cells && !isOtherKind(answer.body)) {
      merge(answer.body);
      take(answer.body);
      return save();
    } else if (answer.status === 409 && answer.body.cells) {
      trouble = words.other_kind;
    } else if (!answer.isLost) {
      trouble = answer.body.message || words.locked;
    }
    settle();
    if (trouble) saveTimer = setTimeout(save, RETRY * 3);
    else if (answer.status === 200 && dirty().some((path) => !asked.has(path))) edited();
  }

  /** What could not be saved is kept by the server, in case this page is closed. */
  function settle() {
    tell();
    if (!isLost) kept.keep(trouble || asked.size > 0 ? differences(dirty()) : {});
  }

  /** What was sent is in the file now, maybe in other digits. A field somebody is in keeps its caret. */
  function accept(sent, next) {
    isSavedOnce = true;
    if (isOtherKind(next)) return location.reload();
    Object.entries(sent).forEach(([path, [, text]]) => {
      const cell = next.cells[path];
      if (!cell) return;
      base.set(path, cell.text);
      stored.set(path, { typed: text, there: cell.text });
      const input = cells.byPath.get(path);
      if (input.value === text && document.activeElement !== input) cells.show(path, cell.text);
    });
    merge(next);
    take(next);
  }

  /** A reason to let a finding stand, and that something was reviewed, go into the file beside what is typed. */
  async function note(what) {
    writes += 1;
    const answer = await link.ask("save", { cells: {}, ...what });
    writes += 1;
    if (answer.isLost) return;
    if (answer.status !== 200) return void say(answer.body.message || words.locked, "pasted");
    document.activeElement.blur();
    isSavedOnce = true;
    merge(answer.body);
    take(answer.body);
  }

  /* From the file to the form. */

  async function changed() {
    if (isSaving) return;
    const number = writes;
    const answer = await link.state();
    if (answer.status !== 200) return;
    // What was read before this page wrote says nothing of what is there now.
    if (number !== writes) return void (isSaving || changed());
    const isNew = answer.body.hash !== fileHash;
    if (isOtherKind(answer.body) && dirty().length === 0) return location.reload();
    const updated = merge(answer.body);
    if (updated > 0) say(words.merged.replace("{n}", updated), "merged");
    if (dirty().length === 0) take(answer.body);
    else if (isNew) look();
    ask();
    if (dirty().some((path) => !asked.has(path)) && !saveTimer) edited();
  }

  /** Whether there are tables to fill in now where a text was shown, or a text where there were tables. */
  const isOtherKind = (next) => next.is_readable === about.is_text;

  /** The file was put back as it once was. How many cells of the form show something else now. */
  function replaced(next) {
    writes += 1;
    isSavedOnce = true;
    if (isOtherKind(next)) location.reload();
    const updated = merge(next);
    take(next);
    return updated;
  }

  function lost(is) {
    if (is === isLost) return;
    isLost = is;
    if (is) again();
    else save();
    tell();
  }

  function again() {
    if (!isLost) return;
    link.state().then(() => setTimeout(again, RETRY));
  }

  /* What is said above the form. */

  function tell() {
    const open = dirty().length;
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
    let text = saved.textContent;
    if (isLost) text = words.lost;
    else if (trouble) text = trouble;
    else if (isSaving) text = words.saving;
    else if (open > 0) text = words.unsaved.replace("{n}", open);
    else if (isSavedOnce && saved.dataset.state !== "saved") text = words.saved.replace("{time}", time);
    saved.dataset.state = isLost || trouble ? "trouble" : open > 0 || isSaving ? "open" : isSavedOnce ? "saved" : "";
    if (saved.textContent !== text) saved.textContent = text;
    document.getElementById("undo").disabled = isStopped || !cells.canUndo();
    document.getElementById("redo").disabled = isStopped || !cells.canRedo();
    document.getElementById("save").disabled = isStopped || open === 0;
    ask();
  }

  /** The cells that were changed in two places, each with both values. */
  function ask() {
    const open = Array.from(asked.keys()).join(" ");
    const old = notices.querySelector(".asked");
    if (old && old.dataset.cells === open) return;
    if (old) old.remove();
    if (!open) return;
    const box = make("div", "notice asked", Array.from(asked.keys(), question));
    box.dataset.cells = open;
    box.setAttribute("role", "alert");
    notices.append(box);
  }

  function question(path) {
    const [mine, theirs] = [cells.value(path), asked.get(path)];
    const named = (text) => text || words.empty;
    const text = words.asked.replace("{cell}", about.names[path]).replace("{theirs}", named(theirs)).replace("{mine}", named(mine));
    const choice = (label, value) =>
      button(label.replace("{value}", named(value)), () => {
        asked.delete(path);
        cells.show(path, value);
        committed();
      });
    return make("p", "", [text, " ", choice(words.mine, mine), " ", choice(words.theirs, theirs)]);
  }

  function button(label, act) {
    const element = make("button", "", label);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  function say(text, kind, act) {
    notices.querySelectorAll(`.${kind}`).forEach((old) => old.remove());
    const notice = make("div", `notice ${kind}`, [text, " "].concat(act || []));
    notice.setAttribute("role", "status");
    notices.append(notice);
    if (PASSING.includes(kind)) setTimeout(() => notice.remove(), PASS);
    return notice;
  }

  /* Totals. */

  function fillTotals() {
    const blank = Object.entries(state.totals).filter(([path]) => cells.byPath.has(path) && cells.value(path) === "");
    const n = cells.put(Object.fromEntries(blank));
    say(n > 0 ? words.filled.replace("{n}", n) : words.no_totals, "totals");
  }

  /* Beginning. */

  function stop(isReadOnly) {
    isStopped = isReadOnly;
    cells.inputs.forEach((input) => {
      if (input.nodeName === "SELECT") input.disabled = isReadOnly;
      else input.readOnly = isReadOnly;
    });
    findings.tell(state);
    document.getElementById("totals").disabled = isReadOnly || about.is_text;
    tell();
  }

  Object.entries(state.cells).forEach(([path, cell]) => {
    base.set(path, cell.text);
    cells.show(path, cell.text);
  });
  document.getElementById("undo").addEventListener("click", cells.undo);
  document.getElementById("redo").addEventListener("click", cells.redo);
  document.getElementById("totals").addEventListener("click", fillTotals);
  document.getElementById("save").addEventListener("click", () => save());
  document.getElementById("cells").addEventListener("focusin", (event) => {
    views.showInPage(state.cells[event.target.name]);
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty().length > 0 && (isLost || trouble || asked.size > 0)) event.preventDefault();
  });
  window.addEventListener("pagehide", () => save(true));
  document.addEventListener("visibilitychange", () => document.hidden && save(true));
  views.open("fill");
  take(state);
  link.follow();

  window.giarKey().then((key) => {
    if (!about.may_edit || !key) {
      stop(true);
      say(words.locked, "locked");
    } else if (about.as_published) {
      stop(true);
      const anyway = button(words.change_anyway, () => {
        stop(false);
        notice.remove();
        kept.offer();
      });
      const notice = say(words.as_published, "published", anyway);
    }
    kept.offer();
  });
})();
