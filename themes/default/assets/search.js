// Full text search in the browser. src/output/search tells how the index is made.
(() => {
  "use strict";

  const SHOWN_AT_ONCE = 10;
  // A sentence has dozens of grams; a few tell where it may stand, and then the text itself is looked at.
  const GRAMS_ASKED = 12;
  // With more candidates the count is rough, and so many are looked at until the reader asks for more.
  const TEXTS_READ = 200;
  const EXCERPT = 150;
  const TITLED = 1e6;
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  const [form, tally, results, everything] = document.querySelectorAll("#search, #tally, #results, #everything");
  const [list, more] = results.querySelectorAll("ol, button");
  const { q, year, agency = { value: "" } } = form.elements;
  const words = results.dataset;

  function make(parent, name, properties) {
    const element = Object.assign(document.createElement(name), properties);
    parent.append(element);
    return element;
  }

  // Pieces of the index are scripts, because a page opened from a folder may not fetch.
  const pieces = {};
  const arrived = {};
  window.giarSearch = (name, data) => arrived[name](data);

  function piece(name) {
    pieces[name] = pieces[name] || new Promise((resolve, reject) => {
      arrived[name] = resolve;
      make(document.head, "script", { src: `${name}.js?v=${words.version}`, onerror: reject });
    });
    return pieces[name];
  }

  // Text as it is compared, and where each of its characters comes from.
  function fold(text) {
    const places = [];
    let [folded, at] = ["", 0];
    for (const char of text) {
      const plain = foldChar(char);
      for (let i = 0; i < plain.length; i++) places.push(at);
      folded += plain;
      at += char.length;
    }
    return { folded, places };
  }

  function foldChar(char) {
    if (char >= "\u4e00" && char <= "\u9fff") return char;
    if (char === "\n" || char === "\t") return "\n";
    return char.normalize("NFKD").toLowerCase().replace(/[^\p{Alphabetic}\p{N}]/gu, "");
  }

  function gramsOf(term) {
    const chars = Array.from(term);
    return chars.length === 1 ? chars : chars.slice(1).map((char, i) => chars[i] + char);
  }

  // The documents a gram stands in, and how often; in the title counts more than anything.
  async function documentsWith(gram, { shards }) {
    const [first, second = 0] = Array.from(gram, (char) => char.codePointAt(0));
    const text = (await piece(`grams-${(first * 65599 + second) % shards}`))[gram] || "";
    const found = new Map();
    let [at, id] = [0, -1];
    const number = () => {
      const digit = DIGITS.indexOf(text[at++]);
      return digit < 32 ? digit : digit - 32 + 32 * number();
    };
    while (at < text.length) {
      const head = number();
      id += (head >> 2) + 1;
      found.set(id, (head & 1 ? number() + 2 : 1) + (head & 2 ? TITLED : 0));
    }
    return found;
  }

  async function textOf({ id }, { documents_a_text: count }) {
    return (await piece(`text-${Math.floor(id / count)}`))[id % count];
  }

  // The same for words of any length, from the text itself.
  function score({ title, byline, parts }, terms) {
    const head = fold(`${title}\n${byline}\n`).folded;
    const all = head + fold(parts.map(textIn).join("\n")).folded;
    const times = Math.min(...terms.map((term) => all.split(term).length - 1));
    return times + (terms.every((term) => head.includes(term)) ? TITLED : 0);
  }

  const textIn = ([, heading, text]) => `${heading}\n${text}`;

  // The documents that match, the best first; if they are too many, some that only may.
  async function find(terms) {
    const table = await piece("table");
    const grams = terms.flatMap(gramsOf);
    const step = Math.ceil(grams.length / GRAMS_ASKED);
    const lists = await Promise.all(grams.filter((_, i) => i % step === 0).map((gram) => documentsWith(gram, table)));
    let found = [];
    for (const id of lists[0].keys()) {
      const [body, time] = table.documents[id];
      if ((agency.value && agency.value !== body) || (year.value && Number(year.value) !== time)) continue;
      found.push({ id, time, worth: Math.min(...lists.map((documents) => documents.get(id) || 0)) });
    }
    found = found.filter(({ worth }) => worth > 0);
    const few = found.length <= TEXTS_READ;
    if (few) {
      await Promise.all(found.map(async (one) => (one.worth = score(await textOf(one, table), terms))));
      found = found.filter(({ worth }) => worth > 0);
    }
    found.sort((a, b) => b.worth - a.worth || b.time - a.time || a.id - b.id);
    return { table, terms, found, certain: few || grams.length === 1, total: found.length, shown: 0 };
  }

  // Where the terms stand in a text.
  function hits(text, terms) {
    const { folded, places } = fold(text);
    const found = [];
    for (const term of terms) {
      for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + 1)) {
        const last = places[at + term.length - 1];
        found.push([places[at], last + String.fromCodePoint(text.codePointAt(last)).length]);
      }
    }
    return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  }

  // Text with its hits marked.
  function write(element, text, terms, from = 0, to = text.length) {
    for (const [start, end] of hits(text, terms)) {
      if (start < from || end > to) continue;
      element.append(text.slice(from, start));
      make(element, "mark", { textContent: text.slice(start, end) });
      from = end;
    }
    element.append(text.slice(from, to));
  }

  function show({ url, title, byline, parts }, terms) {
    const item = make(list, "li");
    const href = words.root + url;
    const link = make(make(item, "h3"), "a", { href });
    write(link, title, terms);
    make(item, "p", { className: "byline", textContent: byline });
    // The longest word tells most.
    const best = terms.flatMap((term) => parts.filter((part) => hits(textIn(part), [term]).length > 0));
    if (parts.length === 0) return link;
    const [[anchor, heading, text]] = best.concat(parts);
    if (heading) write(make(make(item, "p"), "a", { href: `${href}#${anchor}` }), heading, terms);
    const [[first] = [0]] = terms.flatMap((term) => hits(text, [term]));
    const from = Math.max(0, first - EXCERPT / 3);
    const excerpt = make(item, "p", { textContent: from > 0 ? "…" : "" });
    write(excerpt, text, terms, from, from + EXCERPT);
    if (from + EXCERPT < text.length) excerpt.append("…");
    return link;
  }

  // Shows some results; the button shows more.
  async function next(answer) {
    const { table, terms, found } = answer;
    const enough = found.length - TEXTS_READ;
    const texts = [];
    while (texts.length < SHOWN_AT_ONCE && found.length > Math.max(0, enough)) {
      const read = await Promise.all(found.splice(0, SHOWN_AT_ONCE - texts.length).map((one) => textOf(one, table)));
      const matching = read.filter((text) => score(text, terms) > 0);
      answer.total -= read.length - matching.length;
      texts.push(...matching);
    }
    const [link] = texts.map((text) => show(text, terms));
    more.hidden = found.length === 0;
    more.onclick = async () => ((await next(answer)) || tally).focus();
    answer.shown += texts.length;
    const [some, none] = answer.certain || more.hidden ? [words.found, words.none] : [words.about, words.unsure];
    tally.textContent = (answer.shown > 0 ? some : none).replace("{count}", answer.total);
    return link;
  }

  async function search() {
    const terms = q.value.split(/\s+/).map((word) => fold(word).folded).filter(Boolean).sort((a, b) => b.length - a.length);
    tally.textContent = words.busy;
    try {
      await next(terms.length > 0 ? await find(terms) : { found: [], shown: 0 });
      [everything.hidden, results.hidden] = [true, false];
    } catch (error) {
      tally.textContent = words.failed;
    }
    tally.focus();
  }

  // The form asks for this page again, so that every search has an address and the way back is the browser's own.
  const asked = new URLSearchParams(location.search);
  for (const field of [q, year, agency]) field.value = asked.get(field.name) || "";
  if (q.value) search();
})();
