// Full text search in the browser. src/render/search says how the index is made.
(() => {
  "use strict";

  // One page of results costs at most so many requests: the table, the variants, some lists, and the texts that are shown.
  const REQUESTS = 12;
  const SHOWN_AT_ONCE = 5;
  // A sentence has dozens of grams; a few tell where it may stand, and then the text itself is looked at.
  const LISTS_ASKED = 5;
  // So many labels of official tables are looked at together; of more, only a sum or the one that is meant.
  const LABELS_ASKED = 3;
  const EXCERPT = 150;
  const TITLED = 1e6;
  const STATED = 1e8;
  // Some characters by which a word shows that it is written the traditional way; most such words have one.
  const TRADITIONAL = /[國機關訊開報請辦廳務處復議訴訟總結轉維糾條項數縣鎮鄉區級書檔實發佈與為]/u;
  const NUMBER = /^[0-9]{2,}$/;
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  const [form, tally, results, everything] = document.querySelectorAll("#search, #tally, #results, #everything");
  const [list, more] = results.querySelectorAll("ol, button");
  const { q, year, agency = { value: "" }, kind = { value: "" } } = form.elements;
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

  // Traditional characters by themselves; empty until a search needs them.
  let simplified = {};

  function foldChar(char) {
    if (char >= "\u4e00" && char <= "\u9fff") return simplified[char] || char;
    if (char === "\n" || char === "\t") return "\n";
    return char.normalize("NFKD").toLowerCase().replace(/[^\p{Alphabetic}\p{N}]/gu, "");
  }

  async function learnVariants() {
    const pairs = (await piece("variants")).match(/../gu);
    simplified = Object.fromEntries(pairs.map((pair) => Array.from(pair)));
  }

  // A number is one gram by itself; what stands beside no other character is a gram of one.
  function gramsOf(term) {
    const units = term.match(/[0-9]{2,}|[^]/gu);
    const pairs = (unit) => unit !== undefined && !NUMBER.test(unit);
    const grams = units.map((unit, i) => {
      if (NUMBER.test(unit)) return unit.slice(0, 12);
      if (pairs(units[i + 1])) return unit + units[i + 1];
      return pairs(units[i - 1]) ? "" : unit;
    });
    return [...new Set(grams)].filter(Boolean);
  }

  // Numbers as the index writes them, one after the other.
  function reader(text) {
    let at = 0;
    const number = () => {
      const digit = DIGITS.indexOf(text[at++]);
      return digit < 32 ? digit : digit - 32 + 32 * number();
    };
    return { number, hasMore: () => at < text.length };
  }

  // The documents a gram stands in, and how often; in the title counts more than anything.
  async function documentsWith(gram, { shards }) {
    const [first, second = 0] = Array.from(gram, (char) => char.codePointAt(0));
    const hash = NUMBER.test(gram) ? Number(`1${gram}`) : first * 65599 + second;
    const { number, hasMore } = reader((await piece(`grams-${hash % shards}`))[gram] || "");
    const found = new Map();
    for (let id = -1; hasMore(); ) {
      const head = number();
      id += (head >> 2) + 1;
      found.set(id, (head & 1 ? number() + 2 : 1) + (head & 2 ? TITLED : 0));
    }
    return found;
  }

  // The reports in which a figure is more than zero, and how much it is.
  async function amountsOf(label, { figures }) {
    const { number, hasMore } = reader(await piece(`figures-${figures.indexOf(label)}`));
    const found = new Map();
    for (let id = -1; hasMore(); ) {
      id += number() + 1;
      found.set(id, number());
    }
    return found;
  }

  // The labels of official tables that are meant by some of the words, and the words that are none.
  function meant(terms, { figures }) {
    const labels = figures.map((label) => ({ label, folded: fold(label).folded, last: fold(label.split(" ").pop()).folded }));
    const known = terms.filter((term) => term.length > 1 && labels.some(({ folded }) => folded.includes(term)));
    let found = labels.filter(({ folded }) => known.length > 0 && known.every((term) => folded.includes(term)));
    const exact = found.filter(({ last, folded }) => known.includes(last) || known.includes(folded));
    if (exact.length > 0) found = exact;
    const rest = terms.filter((term) => !known.includes(term));
    return found.length > LABELS_ASKED ? { labels: [], rest: terms } : { labels: found.map(({ label }) => label), rest };
  }

  // A document as it is read: what its tables say is a line a figure.
  async function textOf({ id }, { documents_a_text: count, figures: labels }) {
    const { parts, tables = [], ...rest } = (await piece(`text-${Math.floor(id / count)}`))[id % count];
    const lines = (figures) => figures.map(([label, figure]) => `${labels[label]}：${figure}`).join("\n");
    return { ...rest, parts: parts.concat(tables.map(([anchor, heading, figures]) => [anchor, heading, lines(figures)])) };
  }

  // The same for words of any length, from the text itself. What the tables say counts where nothing else is said.
  function score({ title, byline, parts }, terms, { figures }) {
    const head = fold(`${title}\n${byline}\n`).folded;
    const lines = parts.map(textIn).join("\n").split("\n");
    const prose = lines.filter((line) => !figures.includes(line.split("：")[0]));
    const times = (text) => Math.min(...terms.map((term) => text.split(term).length - 1));
    const inTables = Math.min(0.5, times(head + fold(lines.join("\n")).folded));
    return Math.max(inTables, times(head + fold(prose.join("\n")).folded)) + (terms.every((term) => head.includes(term)) ? TITLED : 0);
  }

  const textIn = ([, heading, text]) => `${heading}\n${text}`;

  // The agency, its kind and the year of every document, by its number.
  function ownersOf({ agencies, kinds, reports, documents }) {
    const owner = (at, year) => ({ agency: agencies[at], kind: kinds[at], year: String(year) });
    const owners = reports.flatMap(([at, ...years]) => years.map((year) => owner(at, year)));
    owners.push(...agencies.map((_, at) => owner(at, "")));
    while (owners.length < documents) owners.push({ agency: "", kind: "", year: "" });
    return owners;
  }

  // Whether a document is what the filters ask for, one of them aside.
  function isAskedFor(one, aside) {
    const fits = (field, value) => field === aside || !field.value || field.value === value;
    return fits(year, one.year) && fits(agency, one.agency) && (!kind.value || kind.value[0] === one.kind);
  }

  // How much each choice of a filter would leave.
  function count(found) {
    for (const [field, key] of [[year, "year"], [agency, "agency"]]) {
      for (const option of Array.from(field.options || []).slice(1)) {
        const left = found.filter((one) => one[key] === option.value && isAskedFor(one, field));
        option.textContent = words.count.replace("{label}", option.textContent).replace("{count}", left.length);
      }
    }
  }

  // The page of an agency that is asked for by its name.
  const isNamed = ({ worth, agency, year }) => worth >= TITLED && agency !== "" && year === "";

  // A few of the grams, evenly from all the words.
  function chosen(terms, count) {
    const grams = terms.flatMap(gramsOf);
    const step = Math.ceil(grams.length / count);
    return grams.filter((_, i) => i % step === 0);
  }

  // The documents that match, the best first; if they are too many, some that only may.
  async function find(asked) {
    const table = await piece("table");
    const knowsVariants = table.variants || asked.some((word) => TRADITIONAL.test(word));
    if (knowsVariants) await learnVariants();
    const terms = asked.map((word) => fold(word).folded);
    const { labels, rest } = meant(terms, table);
    const others = labels.length > 0 ? chosen(rest, labels.length < LABELS_ASKED ? 2 : 1) : [];
    const grams = chosen(terms, LISTS_ASKED - labels.length - others.length);
    const [amounts, lists, besides] = await Promise.all([
      Promise.all(labels.map((label) => amountsOf(label, table))),
      Promise.all(grams.map((gram) => documentsWith(gram, table))),
      Promise.all(others.map((gram) => documentsWith(gram, table))),
    ]);
    if (lists.some((list) => list.size === 0) && Object.keys(simplified).length === 0) {
      await learnVariants();
      if (asked.some((word) => fold(word).folded !== word)) return find(asked);
    }
    const worth = new Map();
    for (const id of lists[0].keys()) worth.set(id, Math.min(...lists.map((documents) => documents.get(id) || 0)));
    for (const amount of amounts) {
      for (const [id, value] of amount) {
        if (!besides.every((documents) => documents.has(id))) continue;
        worth.set(id, Math.max(worth.get(id) || 0, STATED) + value);
      }
    }
    const owners = ownersOf(table);
    let found = Array.from(worth, ([id, value]) => ({ ...owners[id], id, worth: value })).filter((one) => one.worth > 0);
    const filesOf = (list) => new Set(list.map(({ id }) => Math.floor(id / table.documents_a_text))).size;
    const left = REQUESTS - Object.keys(pieces).length;
    const isCounted = filesOf(found) <= left;
    if (!isCounted) found = found.filter((one) => isAskedFor(one));
    // Of more candidates the count is rough until the reader has seen them all.
    const few = isCounted || filesOf(found) <= left;
    if (few) {
      await Promise.all(
        found.map(async (one) => {
          if (one.worth < STATED) one.worth = score(await textOf(one, table), terms, table);
        }),
      );
      found = found.filter((one) => one.worth > 0);
    }
    if (isCounted) {
      count(found);
      found = found.filter((one) => isAskedFor(one));
    }
    found.sort((a, b) => isNamed(b) - isNamed(a) || b.worth - a.worth || b.year - a.year || a.id - b.id);
    const sorted = labels.length > 0 && found.every(({ worth }) => worth >= STATED);
    return { table, terms, labels, found, sorted, certain: few || grams.length === 1, total: found.length, shown: 0 };
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

  // What a report states, a line a label, with the figure behind a colon.
  function statements({ parts }, labels) {
    const lines = parts.flatMap(([anchor, heading, text]) => text.split("\n").map((line) => ({ anchor, heading, line })));
    return lines.filter(({ line }) => labels.some((label) => line.startsWith(`${label}：`)));
  }

  function show(document, { terms, labels }) {
    const { url, title, byline, parts } = document;
    const item = make(list, "li");
    const href = words.root + url;
    const link = make(make(item, "h3"), "a", { href });
    write(link, title, terms);
    // The title of a report says again whose it is, and when.
    if (!title.split(" ").every((word) => byline.includes(word))) make(item, "p", { className: "byline", textContent: byline });
    const stated = statements(document, labels);
    for (const { line } of stated) write(make(item, "p", {}), line, terms);
    if (stated.length > 0) {
      make(make(item, "p"), "a", { href: `${href}#${stated[0].anchor}`, textContent: stated[0].heading });
      return link;
    }
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
    const taken = found.splice(0, SHOWN_AT_ONCE);
    const read = await Promise.all(taken.map((one) => textOf(one, table)));
    const texts = read.filter((text, i) => taken[i].worth >= STATED || score(text, terms, table) > 0);
    answer.total -= read.length - texts.length;
    const [link] = texts.map((text) => show(text, answer));
    more.hidden = found.length === 0;
    more.onclick = async () => ((await next(answer)) || tally).focus();
    answer.shown += texts.length;
    const [some, none] = answer.certain || more.hidden ? [words.found, words.none] : [words.about, words.unsure];
    const order = answer.shown > 0 && answer.sorted ? words.sorted : "";
    tally.textContent = (answer.shown > 0 ? some : none).replace("{count}", answer.total) + order;
    return link;
  }

  async function search() {
    const asked = q.value.split(/\s+/).map((word) => fold(word).folded).filter(Boolean).sort((a, b) => b.length - a.length);
    tally.textContent = words.busy;
    try {
      const answer = asked.length > 0 ? await find(asked) : { found: [], labels: [], shown: 0 };
      await next(answer);
      // Where nothing is found, what there is to find stays in sight.
      [everything.hidden, results.hidden] = [answer.shown > 0, false];
    } catch (error) {
      tally.textContent = words.failed;
    }
    tally.focus();
  }

  // The form asks for this page again, so that every search has an address and the way back is the browser's own.
  const asked = new URLSearchParams(location.search);
  for (const field of [q, year, agency, kind]) field.value = asked.get(field.name) || "";
  if (q.value) search();
})();
