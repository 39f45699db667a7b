// What was typed and could not be saved, and what the file held before it was saved. Both are offered; nothing is put back
// unasked.
(function () {
  "use strict";

  const make = window.giarMake;
  /** Of many differences so many are listed, each cut to so many characters. */
  const [MOST, LONGEST] = [8, 40];

  /**
   * @param {{ say, button, hash, replaced, may }} page a notice above the form; a button; the file's hash as known; takes what
   *   the file holds now; whether anything may be changed
   */
  window.giarKept = function (about, cells, link, page) {
    const words = about.words;
    /** What of an earlier draft nobody has decided on. */
    let offered = about.draft ? about.draft.differences : [];
    let kept = "{}";
    let notice = null;

    const own = (differences) => Object.fromEntries(differences.map(({ name, now, other }) => [name, [now, other]]));

    /** The server keeps what cannot be saved now, and forgets it once it is. */
    function keep(unsaved) {
      const text = JSON.stringify(unsaved);
      if (text === kept) return;
      kept = text;
      link.ask("draft", { base: page.hash(), cells: { ...own(offered), ...unsaved } });
    }

    const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text || words.empty);

    function list(differences) {
      const items = differences.slice(0, MOST).map(({ name, now, other }) => {
        const text = words.was.replace("{cell}", about.names[name] || name);
        return make("li", "", text.replace("{other}", cut(other)).replace("{now}", cut(now)));
      });
      if (differences.length > MOST) items.push(make("li", "", `… ${differences.length}`));
      return make("ul", "", items);
    }

    function offer() {
      if (offered.length === 0 || !page.may()) return;
      const decide = (label, act) =>
        page.button(label, () => {
          const texts = Object.fromEntries(offered.map(({ name, other }) => [name, other]));
          drop();
          act(texts);
        });
      const text = words.draft.replace("{n}", offered.length) + (about.draft.is_outdated ? words.draft_outdated : "");
      const acts = [list(offered), decide(words.put_back, cells.put), " ", decide(words.drop, () => {})];
      notice = page.say(text, "draft", acts);
    }

    function drop() {
      offered = [];
      kept = "{}";
      notice.remove();
      link.ask("draft", { base: "", cells: {} });
    }

    /** What has come into the file meanwhile is offered no longer: the last words of a page may arrive after the next has begun. */
    function compare(fields) {
      if (!notice || offered.length === 0) return;
      const open = offered.filter(({ name, other }) => !fields[name] || fields[name].text !== other);
      if (open.length === offered.length) return;
      if (open.length === 0) return drop();
      offered = open;
      offer();
    }

    const clock = (at) =>
      new Date(at).toLocaleString(document.documentElement.lang, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

    async function showSaves() {
      const answer = await link.saves();
      if (answer.status !== 200) return;
      const entries = answer.body.saves.map(entry);
      const close = page.button(words.close, () => notice.remove());
      const notice = page.say(entries.length > 0 ? "" : words.no_saves, "saves", [...entries, close]);
      close.focus();
    }

    function entry({ at, differences }) {
      const text = words.before.replace("{time}", clock(at)).replace("{n}", differences.length);
      const what = differences.length > 0 ? list(differences) : make("p", "", words.other_changes);
      const folded = make("details", "", [make("summary", "", text), what]);
      if (page.may()) folded.append(page.button(words.go_back, () => goBack(at)));
      return folded;
    }

    async function goBack(at) {
      const answer = await link.ask("back", { at, hash: page.hash() });
      if (answer.isLost) return;
      const { cells: fields, message } = answer.body;
      const updated = fields ? page.replaced(answer.body) : 0;
      const elsewhere = fields ? words.merged.replace("{n}", updated) : message || words.locked;
      page.say(answer.status === 200 ? words.went_back.replace("{time}", clock(at)) : elsewhere, "saves");
    }

    document.getElementById("saves").addEventListener("click", showSaves);
    return { keep, offer, compare };
  };
})();
