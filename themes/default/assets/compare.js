// Agencies, years and figures of the reader's choice, side by side. src/render/html/pages/compare.rs says what it loads.
(() => {
  "use strict";

  // So many names are offered at once.
  const OFFERED = 12;
  const SUGGESTED = 5;
  // What a reader who has chosen nothing sees, whatever the window: an address shows the same to everybody.
  const USUAL = ["received", "disclosed", "refused", "carried_out"];
  const narrow = matchMedia("(max-width: 47.99em)");
  const USUAL_YEARS = 2;

  const form = document.querySelector("[data-compare]");
  const words = form.dataset;
  const [name, found, chosen, status, more] = form.querySelectorAll("#name, [data-found], [data-agencies], [role=status], [data-more]");
  const [scroll, table, tools, file] = form.querySelectorAll(".scroll, table, .compare-tools, [download]");
  const boxes = (kind) => Array.from(form.querySelectorAll(`[data-choice=${kind}]`));

  // Pieces of the data are scripts, because a page opened from a folder may not fetch.
  const pieces = {};
  const arrived = {};
  window.giarCompare = (piece, data) => arrived[piece](data);

  function load(piece) {
    pieces[piece] = pieces[piece] || new Promise((resolve, reject) => {
      arrived[piece] = resolve;
      const onerror = (error) => {
        // The next choice asks for it again.
        pieces[piece] = undefined;
        reject(error);
      };
      make(document.head, "script", { src: `${piece}.js`, onerror });
    });
    return pieces[piece];
  }

  function make(parent, tag, properties) {
    const element = Object.assign(document.createElement(tag), properties);
    parent.append(element);
    return element;
  }

  // A name is Chinese on an English page, too.
  const named = (properties) => Object.assign(properties, words.lang && { lang: words.lang });

  let agencies = [];
  let byId = new Map();
  let ids = [];
  let turns = 0;

  async function reportsOf(agency) {
    const at = Math.floor(agencies.indexOf(agency) / agencies.aFile);
    const known = await load(`figures-${at}`);
    const [, reports = []] = known.find(([id]) => id === agency.id) || [];
    return new Map(reports.map(([year, href, cells, joint]) => [String(year), { href, cells, joint }]));
  }

  /* The choice stands in the address, so that it can be passed on. */

  const asked = new URLSearchParams(location.search);

  function keep(years, figures) {
    const query = new URLSearchParams();
    ids.forEach((id) => query.append("agency", id));
    years.forEach((year) => query.append("year", year));
    figures.forEach(({ key }) => query.append("figure", key));
    try {
      history.replaceState(history.state, "", `?${query}`);
    } catch (refused) {
      // A page opened from a folder may not change its address.
    }
  }

  function check(kind, usual) {
    const wanted = asked.getAll(kind);
    boxes(kind).forEach((box, at) => {
      box.checked = wanted.length > 0 ? wanted.includes(box.value) : usual(box.value, at);
    });
  }

  const chosenYears = () => boxes("year").filter((box) => box.checked).map((box) => box.value);

  const chosenFigures = () =>
    boxes("figure").flatMap((box, at) => (box.checked ? [{ key: box.value, label: box.nextElementSibling.textContent, at }] : []));

  /* Names to add and to take away */

  function button(parent, agency, label, act) {
    const pressed = make(parent, "button", named({ type: "button", className: "button", textContent: label }));
    pressed.onclick = () => act(agency.id);
    return pressed;
  }

  function offer(parent, heading, list, act) {
    parent.replaceChildren();
    if (heading && list.length > 0) make(parent, "span", { className: "aside", textContent: heading });
    list.forEach((agency) => act(agency));
  }

  // 民政 is no part of 人民政府.
  const plain = (text) => text.replace(/人民政府/g, "政府");

  function showFound() {
    const part = name.value.trim();
    const known = agencies.filter((agency) => part && !ids.includes(agency.id) && plain(agency.name).includes(plain(part))).slice(0, OFFERED);
    const { heading, list } = part ? { heading: "", list: known } : suggested();
    // Once there is something to compare, it comes first, and what else could be added below it.
    const [place, other] = part || ids.length < 2 ? [found, more] : [more, found];
    other.replaceChildren();
    offer(place, heading, list, (agency) => button(place, agency, `+ ${agency.name}`, add));
    if (part && known.length === 0) make(found, "span", { className: "aside", textContent: words.unknown.replace("{name}", part) });
  }

  // Agencies of the same kind and rank below the same superior as the first that still report as it does, those that stand
  // nearest first. Before there is a first, and where none is like it: all, where they are few.
  function suggested() {
    const model = byId.get(ids[0]);
    const others = agencies.filter((other) => !ids.includes(other.id));
    const alike = others.filter((other) => model && other.sort === model.sort && other.parent === model.parent && other.newest >= model.newest);
    if (alike.length === 0) return { heading: "", list: agencies.length <= OFFERED ? others : [] };
    const away = (other) => Math.abs(agencies.indexOf(other) - agencies.indexOf(model));
    return { heading: words.suggested, list: alike.sort((a, b) => away(a) - away(b)).slice(0, SUGGESTED) };
  }

  function showChosen() {
    const list = ids.map((id) => byId.get(id));
    offer(chosen, "", list, (agency) => {
      const pressed = button(chosen, agency, `${agency.name} ✕`, remove);
      pressed.setAttribute("aria-label", words.remove.replace("{name}", agency.name));
    });
  }

  function add(id) {
    const isTyped = name.value !== "";
    ids.push(id);
    name.value = "";
    update();
    // Who types goes on typing; to anybody else the field would bring a keyboard over the table.
    (isTyped ? name : chosen.lastElementChild).focus({ preventScroll: !isTyped });
  }

  function remove(id) {
    ids = ids.filter((other) => other !== id);
    update();
    (chosen.querySelector("button") || name).focus();
  }

  /* The table: a line an agency and year. On a phone they stand beside each other, and each figure is a line. */

  const toAgency = (parent, { agency }) => make(parent, "a", named({ href: `../agencies/${agency.id}/index.html`, textContent: agency.name }));

  function toReport(parent, { year, report }) {
    if (!report) {
      parent.textContent = year;
      return;
    }
    make(parent, "a", { href: report.href, textContent: year });
    if (report.joint) make(parent, "span", named({ className: "detail", textContent: report.joint }));
  }

  function toCell(row, { report }, { at }) {
    const cell = make(row, "td", { className: "number" });
    if (!report) {
      cell.textContent = words.none;
      return;
    }
    const [value, detail, anchor] = report.cells[at];
    make(cell, "a", { href: report.href + anchor, textContent: value });
    if (detail) make(cell, "span", { className: "detail", textContent: detail });
  }

  function lying(entries, years, figures) {
    const heads = make(table.tHead, "tr");
    [words.agency, words.year, ...figures.map(({ label }) => label)].forEach((label) => make(heads, "th", { scope: "col", textContent: label }));
    entries.forEach((entry, at) => {
      const row = make(table.tBodies[0], "tr");
      if (at % years.length === 0) toAgency(make(row, "th", { scope: "rowgroup", rowSpan: years.length }), entry);
      toReport(make(row, "th", { scope: "row" }), entry);
      figures.forEach((figure) => toCell(row, entry, figure));
    });
  }

  function upright(entries, years, figures) {
    const [agencies, reports] = [words.agency, words.year].map((label) => {
      const row = make(table.tHead, "tr");
      make(row, "th", { scope: "row", textContent: label });
      return row;
    });
    entries.forEach((entry, at) => {
      if (at % years.length === 0) toAgency(make(agencies, "th", { scope: "colgroup", colSpan: years.length }), entry);
      toReport(make(reports, "th", { scope: "col" }), entry);
    });
    figures.forEach((figure) => {
      const row = make(table.tBodies[0], "tr");
      make(row, "th", { scope: "row", textContent: figure.label });
      entries.forEach((entry) => toCell(row, entry, figure));
    });
  }

  function textOf({ report }, { at }) {
    if (!report) return "";
    const [value, detail] = report.cells[at];
    return detail ? `${plainNumber(value)} (${detail})` : plainNumber(value);
  }

  function show(list, reports) {
    const [years, figures] = [chosenYears(), chosenFigures()];
    const entries = list.flatMap((agency, i) => years.map((year) => ({ agency, year, report: reports[i].get(year) })));
    const isEmpty = entries.length === 0 || figures.length === 0;
    table.tHead.replaceChildren();
    table.tBodies[0].replaceChildren();
    table.classList.toggle("upright", narrow.matches);
    if (!isEmpty) {
      (narrow.matches ? upright : lying)(entries, years, figures);
      const heads = [words.agency, words.year, ...figures.map(({ label }) => label)];
      offerFile([heads, ...entries.map((entry) => [entry.agency.name, entry.year, ...figures.map((figure) => textOf(entry, figure))])]);
    }
    scroll.hidden = tools.hidden = isEmpty;
    const counts = { agencies: list.length, years: years.length, figures: figures.length };
    status.textContent = list.length === 0 ? words.empty : words.shown.replace(/\{(\w+)\}/g, (_, key) => counts[key]);
  }

  const plainNumber = (value) => value.replace(/,/g, "");

  // As the site's other files are: UTF-8 with a byte order mark, for WPS and Excel.
  function offerFile(lines) {
    const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
    const text = lines.map((fields) => fields.map(quoted).join(",") + "\r\n").join("");
    if (file.href.startsWith("blob:")) URL.revokeObjectURL(file.href);
    file.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
  }

  async function update() {
    showChosen();
    showFound();
    keep(chosenYears(), chosenFigures());
    const turn = (turns += 1);
    const list = ids.map((id) => byId.get(id));
    const reports = await Promise.all(list.map(reportsOf)).catch(() => undefined);
    // Another choice may have been made while the figures for this one were on their way.
    if (turn !== turns) return;
    if (reports) show(list, reports);
    else status.textContent = words.failed;
  }

  async function start() {
    // Where there is room beside the names, what else there is to choose is in sight.
    const more = form.querySelector("details");
    if (more) more.open = matchMedia("(min-width: 72em)").matches;
    check("year", (_, at) => at < USUAL_YEARS);
    check("figure", (key) => USUAL.includes(key));
    try {
      const known = await load("agencies");
      agencies = known.agencies.map(([id, own, parent, kind, rank, newest]) => ({ id, name: own, parent, sort: `${kind} ${rank}`, newest }));
      agencies.aFile = known.agencies_a_file;
    } catch (error) {
      status.textContent = words.failed;
      return;
    }
    byId = new Map(agencies.map((agency) => [agency.id, agency]));
    ids = [...new Set(asked.getAll("agency"))].filter((id) => byId.has(id));
    name.addEventListener("input", showFound);
    narrow.addEventListener("change", update);
    boxes("year").concat(boxes("figure")).forEach((box) => box.addEventListener("change", update));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = found.querySelector("button");
      if (first && name.value.trim()) first.click();
    });
    update();
  }

  start();
})();
