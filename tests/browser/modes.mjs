// Uses what the pages can do by script, by keyboard, and looks at every kind of page in every mode: node modes.mjs SITE...

import { axeProblems, COLOUR_RULES, RULES } from "./lib/axe.mjs";
import { launch } from "./lib/chromium.mjs";
import { stateProblems } from "./lib/contrast.mjs";
import { heardProblems } from "./lib/heard.mjs";
import { smallTargetProblems, smallTextProblems, spacingProblems } from "./lib/measures.mjs";
import { overlapProblems } from "./lib/overlap.mjs";
import { Pages } from "./lib/pages.mjs";
import { inParallel } from "./lib/parallel.mjs";
import { pieceProblems } from "./lib/pieces.mjs";
import { placesOf, serveSite } from "./lib/places.mjs";
import { sidewaysProblems } from "./lib/sideways.mjs";
import { KINDS, readSite } from "./lib/site.mjs";
import { Tally } from "./lib/tally.mjs";

/**
 * What a reader has chosen, and what the system may say besides. In the others only the colours differ from one of those
 * that are judged by every rule of axe.
 */
const DISPLAYS = {
  "": [
    { colorScheme: "light", rules: RULES },
    { colorScheme: "dark" },
    { colorScheme: "light", contrast: "more" },
    { colorScheme: "light", forcedColors: "active" },
  ],
  elder: [{ colorScheme: "light", rules: RULES }, { colorScheme: "dark" }],
  contrast: [{ colorScheme: "light" }],
  "elder contrast": [{ colorScheme: "dark" }, { colorScheme: "dark", forcedColors: "active" }],
};
/** Narrow first: there the large type is tight. */
const WIDTHS = [320, 1280];

if (process.argv.length < 3) {
  console.error("usage: node modes.mjs SITE...");
  process.exit(2);
}

const tally = new Tally();
const sites = process.argv.slice(2).map(readSite);
const servers = await Promise.all(sites.map(serveSite));
const browser = await launch();
const unchosen = new Pages(() => newPage());
const chosen = Object.fromEntries(Object.keys(DISPLAYS).map((display) => [display, new Pages(() => newPage(display))]));
try {
  // One queue for all: whichever processor is free takes the next look, of whatever page and site.
  await inParallel(sites.flatMap((site, at) => looksAt(site, servers[at])), (look) => look());
} finally {
  await browser.close();
  for (const server of servers.flat()) server.close();
}
tally.report();
process.exitCode = tally.failures.length > 0 ? 1 : 0;

/** All that is to be done on a site, each independent of the others. */
function looksAt(site, servers) {
  const first = (kind) => site.pages.find((page) => page.kind === kind);
  const at = (kind) => placesOf(site, first(kind), servers).at(-1).url;
  const record = (check, subject, problems) => tally.record({ site: site.name, check, subject, problems });
  const later = (check, subject, problemsOf) => async () => record(check, subject, await problemsOf());
  const having = (mark, check, problemsOf, most) =>
    site.pages.filter((page) => page.html.includes(mark)).slice(0, most).map((page) =>
      later(check, page.path, () => problemsOf(placesOf(site, page, servers)[0].url)));
  const kinds = KINDS.map(first).filter(Boolean).flatMap((page) => {
    const places = placesOf(site, page, servers);
    const report = (check, seen, problems) => record(check, `${page.path} ${seen}`, problems);
    return [
      ...Object.entries(DISPLAYS).map(([display, modes]) => () => look(places[0], display, modes, report)),
      ...places.map((place) => later("content security policy", `${page.path} ${place.name}`, () => policyProblems(place))),
    ];
  });
  return [
    ...kinds,
    later("switches by keyboard", "home, report", () => switchProblems(at("home"), at("report"))),
    later("first screen", "home", () => firstScreenProblems(at("home"))),
    ...having('class="index files"', "files of a year in one row", fileProblems),
    later("print", "report", () => printProblems(at("report"))),
    later("read aloud", "report", () => readProblems(at("report"))),
    ...having('class="ledger', "sorting", sortProblems),
    ...having("data-filter", "filtering", filterProblems),
    ...having('class="slices"', "tables one kind at a time", sliceProblems, 3),
    ...having('class="years"', "every year in sight", yearsProblems, 2),
    ...having('class="tiles"', "every tile in sight", tileProblems, 2),
    ...having('class="ledger by-agency', "a figure's cell", cellProblems).slice(-1),
    ...having('class="ledger by-agency', "lines of a table", lineProblems).slice(-1),
  ];
}

/** A page in a profile of its own, perhaps with the display chosen on an earlier visit. */
async function newPage(display) {
  const page = await browser.newPage({ reducedMotion: "reduce", locale: "zh-CN" });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
  });
  if (display !== undefined) await page.addInitScript((display) => localStorage.setItem("giar-display", display), display);
  return page;
}

/** Opens a page for what leaves nothing behind in its profile. */
function open(url, look, pages = unchosen) {
  return pages.lend(async (page) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.goto(url, { waitUntil: "load" });
    return look(page);
  });
}

/** Opens a page in a fresh profile. */
async function openAnew(url, look) {
  const page = await newPage();
  try {
    await page.goto(url, { waitUntil: "load" });
    return await look(page);
  } finally {
    await page.context().close();
  }
}

function look({ url }, display, modes, report) {
  const isElder = display.includes("elder");
  return open(url, async (page) => {
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    for (const { rules = COLOUR_RULES, ...media } of modes) {
      await page.emulateMedia({ contrast: "no-preference", forcedColors: "none", ...media });
      const how = Object.values(media).join(", ");
      for (const width of WIDTHS) {
        const seen = `${display || "plain"}, ${how}, ${width} px`;
        await page.setViewportSize({ width, height: 900 });
        await page.evaluate(() => new Promise(requestAnimationFrame));
        // The slowest check: large type where it is tight, other colours where all is shown.
        if ((width === WIDTHS[0]) === isElder) report("axe", seen, await axeProblems(page, rules));
        report("no sideways scroll", seen, await sidewaysProblems(page));
        report("no overlap", seen, await overlapProblems(page));
        report("sentences in one piece", seen, await pieceProblems(page));
        report("tables as heard", seen, await heardProblems(page));
        if (width === WIDTHS[0]) report("targets of 44 px", seen, await smallTargetProblems(page, 44));
        report("brackets beside their words", seen, await bracketProblems(page));
        if (!isElder) continue;
        report("every column in sight", seen, await cutProblems(page));
        report("text of 24 px", seen, await smallTextProblems(page, 24));
        report("targets of 60 px", seen, await smallTargetProblems(page, 60));
        report("spacing", seen, await spacingProblems(page));
      }
      report("every state of every control", `${display}, ${how}`, await stateProblems(page));
      report("content security policy", `${display}, ${how}`, await page.evaluate(() => window.violations));
    }
  }, chosen[display]);
}

/** The policy is there, allows nothing inline, and nothing on the page breaks it. */
function policyProblems({ url }) {
  return open(url, async (page) => {
    const policy = await page.evaluate(() => document.querySelector("meta[http-equiv='Content-Security-Policy']")?.content ?? "");
    const strict = policy.startsWith("default-src 'none'") && !policy.includes("unsafe");
    return [...(strict ? [] : [`not a strict policy: ${policy}`]), ...(await page.evaluate(() => window.violations))];
  });
}

/** On a phone every agency and year is in sight without a finger: nothing of the tiles stands beside their frame. */
function tileProblems(url) {
  return open(url, async (page) => {
    const problems = [];
    for (const width of [320, 375]) {
      await page.setViewportSize({ width, height: 720 });
      const beside = await page.$eval(".tiles", (table) => table.closest(".scroll").scrollWidth - table.closest(".scroll").clientWidth);
      if (beside > 0) problems.push(`${beside} px of the tiles are out of sight at ${width} px`);
    }
    return problems;
  });
}

/** A switch is reached and pressed by keyboard, says so, and is remembered by this page and the next. */
function switchProblems(home, report) {
  return openAnew(home, async (page) => {
    const problems = [];
    const button = page.locator("[data-mode=elder]");
    const expect = async (pressed, when) => {
      const state = await button.getAttribute("aria-pressed");
      const size = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
      if (state !== String(pressed)) problems.push(`aria-pressed is ${state} ${when}`);
      if (size >= 24 !== pressed) problems.push(`the text is ${size} px ${when}`);
    };
    await expect(false, "at first");
    if (!(await tabTo(page, "[data-mode=elder]"))) problems.push("the Tab key does not reach the switch");
    await page.keyboard.press("Space");
    await expect(true, "after the space bar");
    await page.reload();
    await expect(true, "after loading again");
    await page.goto(report);
    await expect(true, "on another page");
    await tabTo(page, "[data-mode=elder]");
    await page.keyboard.press("Enter");
    await page.reload();
    await expect(false, "after Enter");
    return problems;
  });
}

async function tabTo(page, selector) {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return true;
  }
  return false;
}

function printProblems(url) {
  return open(url, async (page) => {
    await page.evaluate(() => (window.print = () => (window.printed = true)));
    await page.locator("[data-print]").click();
    return (await page.evaluate(() => window.printed)) ? [] : ["the button does not print"];
  });
}

/** Where there is a Chinese voice, it reads the title first, a sentence at a time, and stops when it is asked to. */
function readProblems(url) {
  return openAnew(url, async (page) => {
    const problems = [];
    const button = page.locator("[data-read]");
    if (await button.isVisible()) problems.push("offered without a voice");
    await page.addInitScript(() => {
      window.said = [];
      const speech = Object.assign(new EventTarget(), {
        getVoices: () => [{ lang: "zh-CN" }],
        speak: (utterance) => {
          window.said.push(utterance.text);
          if (window.said.length < 3) setTimeout(() => utterance.onend());
          speech.speaking = true;
        },
        cancel: () => (speech.speaking = false),
      });
      Object.defineProperty(window, "speechSynthesis", { value: speech });
      window.SpeechSynthesisUtterance = class {
        constructor(text) {
          Object.assign(this, { text });
        }
      };
    });
    await page.reload();
    await button.click();
    await page.waitForFunction(() => window.said.length === 3);
    const [said, title] = await page.evaluate(() => [window.said, document.querySelector("h1").textContent]);
    if (said[0] !== title) problems.push(`reads “${said[0]}” first`);
    const long = said.filter((sentence) => /[。！？]./.test(sentence));
    if (long.length > 0) problems.push(`several sentences at once: ${long[0]}`);
    if ((await button.getAttribute("aria-pressed")) !== "true") problems.push("the button does not say that it reads");
    await button.click();
    if ((await button.getAttribute("aria-pressed")) !== "false") problems.push("the button does not stop");
    return problems;
  });
}

/** Every column sorts both ways, says so, and no row gets lost. */
function sortProblems(url) {
  return open(url, async (page) => {
    const problems = [];
    const column = (at) => page.$$eval(".ledger tbody:first-of-type tr", (rows, at) => rows.map((row) => {
      const cell = row.cells[at];
      const value = (cell.dataset.sort ?? (cell.querySelector(".none") ? "" : cell.textContent.trim())) || "未注明";
      return "few" in cell.dataset ? `${value} of few` : value;
    }), at);
    const heads = await page.locator(".ledger thead th").count();
    if ((await column(0)).length < 2) {
      const buttons = await page.locator(".ledger thead button").count();
      return [...(buttons ? ["a single row can be sorted"] : []), ...(await axeProblems(page))];
    }
    for (let at = 0; at < heads; at += 1) {
      const head = page.locator(".ledger thead th").nth(at);
      const before = (await column(at)).sort();
      for (const key of ["Enter", "Space"]) {
        await head.locator("button").focus();
        await page.keyboard.press(key);
        const [order, values] = [await head.getAttribute("aria-sort"), await column(at)];
        if (!isSorted(values, order)) problems.push(`column ${at + 1} is not ${order}: ${values.join(" ")}`);
        if ([...values].sort().join() !== before.join()) problems.push(`column ${at + 1} has lost rows`);
      }
      if ((await page.locator(".ledger [aria-sort]").count()) !== 1) problems.push("more than one column says it is sorted");
      if (!(await page.locator("[role=status]").textContent()).includes((await head.textContent()).trim())) problems.push("the order is not announced");
    }
    return [...problems, ...(await axeProblems(page))];
  });
}

/** A name hides the other rows, says how many are left, stands in the address, and holds when it is opened again. */
function filterProblems(url) {
  return open(url, async (page) => {
    const names = () => page.$$eval(".league tbody tr", (rows) => rows.filter((row) => !row.hidden).map((row) => row.cells[0].innerText.trim()));
    const all = await names();
    const wanted = all.at(-1);
    const before = await page.evaluate(() => history.length);
    await page.locator("#name").fill(wanted);
    const problems = [];
    const expect = async (when) => {
      const found = await names();
      if (found.length >= all.length || !found.includes(wanted)) problems.push(`${found.length} of ${all.length} rows ${when}`);
    };
    await expect("after typing a name");
    const said = await page.locator("[role=status]").textContent();
    if (!said.includes(String((await names()).length))) problems.push(`the count is not announced: ${said}`);
    if ((await page.evaluate(() => history.length)) !== before) problems.push("typing leaves entries in the history");
    await page.reload();
    await expect("after loading again");
    return [...problems, ...(await axeProblems(page))];
  });
}

function isSorted(values, order) {
  const collator = new Intl.Collator("zh-CN", { numeric: true });
  const rank = (value) => (value === "未注明" ? 2 : Number(value.endsWith("of few")));
  // What is of few cases stands below the others, and the unknown last, either way.
  const sorted = [0, 1, 2].flatMap((which) => {
    const among = values.filter((value) => rank(value) === which).sort(collator.compare);
    return order === "descending" ? among.reverse() : among;
  });
  return values.join() === sorted.join();
}

/** On an old phone, too, the first screen has the search field and the first figure. */
function firstScreenProblems(url) {
  return open(url, async (page) => {
    await page.setViewportSize({ width: 360, height: 640 });
    const places = await page.$$eval("#ask, .headline strong:first-of-type", (all) => all.slice(0, 2).map((one) => one.getBoundingClientRect().bottom));
    return places.length === 2 && places.every((bottom) => bottom <= 640) ? [] : [`search and figure end at ${places.join(" and ")} px`];
  });
}

/** A file's link neither falls below its year nor leaves its format behind. */
function fileProblems(url) {
  return open(url, (page) =>
    page.$$eval(".files > div", (years) => years.flatMap((year) => {
      const [head, ...files] = [...year.querySelectorAll("a")].map((link) => link.getBoundingClientRect());
      return files.some(({ left, top }) => left < head.right || Math.abs(top - head.top) > head.height) ? [`files of ${year.innerText.slice(0, 5)} stand below it`] : [];
    })));
}

/** What stands below figures begins on one line through a row, and heads end on one. */
function lineProblems(url) {
  return open(url, (page) =>
    page.$$eval(".league thead tr, .league tbody tr", (rows) => rows.flatMap((row) => {
      const isHead = row.parentElement.tagName === "THEAD";
      const texts = [...row.querySelectorAll(isHead ? "button" : ".number > :is(.detail, .change):not(.detail + .change)")];
      const lines = texts.map((text) => Math.round(text.getBoundingClientRect()[isHead ? "bottom" : "top"]));
      return Math.max(...lines) - Math.min(...lines) > 1 ? [`${row.cells[0].innerText.trim()}: ${lines.join(" ")} px`] : [];
    })));
}

/** A table that has another form for narrow frames fits its frame. */
function cutProblems(page) {
  return page.$$eval(".scroll:has(> .league)", (frames) =>
    frames.filter((frame) => frame.scrollWidth > frame.clientWidth + 1).map((frame) => `${frame.scrollWidth} px in ${frame.clientWidth} px`));
}

/** The label of a group that is stacked in a narrow column, （三）不予公开, keeps its number between its brackets. */
function bracketProblems(page) {
  return page.$$eval("th[scope=rowgroup]", (heads) => heads.flatMap((head) => {
    const walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
    const boxes = [];
    while (walker.nextNode()) {
      for (let at = 0; at < walker.currentNode.length; at += 1) {
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 1);
        boxes.push([walker.currentNode.data[at], range.getBoundingClientRect()]);
      }
    }
    const isUpright = getComputedStyle(head).writingMode.startsWith("vertical");
    const line = (box) => (isUpright ? box.left : box.top);
    const open = boxes.findIndex(([sign]) => sign === "（");
    const close = boxes.findIndex(([sign]) => sign === "）");
    const isApart = open >= 0 && close > open && Math.abs(line(boxes[open][1]) - line(boxes[close][1])) > 4;
    return isApart && head.checkVisibility() ? [head.textContent] : [];
  }));
}

/** No year is cut off, on a phone as little as elsewhere. */
function yearsProblems(url) {
  return open(url, async (page) => {
    const problems = [];
    for (const width of [320, 375, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      const cut = await page.$$eval(".years", ([nav]) => {
        const frame = nav.getBoundingClientRect();
        return [...nav.querySelectorAll("a")].filter((link) => link.getBoundingClientRect().right > frame.right + 1).map((link) => link.textContent.trim());
      });
      problems.push(...cut.map((year) => `${year} is cut off at ${width} px`));
    }
    return problems;
  });
}

/**
 * A figure of a year's table leads to the cell that states it: in sight, marked, beside its row's name and with its column's.
 * A sum that the form has no cell for leads to the sentence above the table that states it.
 */
function cellProblems(url) {
  return open(url, async (page) => {
    const links = await page.$$eval(".league tbody tr:first-child .number a", (all) => all.map((link) => [link.href, link.textContent]));
    const problems = links.length > 0 ? [] : ["no figure leads anywhere"];
    for (const width of [375, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      for (const [href, figure] of links) {
        await page.goto("about:blank");
        await page.goto(href, { waitUntil: "load" });
        await page.evaluate(() => new Promise(requestAnimationFrame));
        const found = await page.evaluate(() => {
          const cell = document.querySelector(".form :is(td, th):target, .table-summary :target");
          if (!cell) return { problems: ["no cell is meant"] };
          const isHeading = cell.tagName === "TH";
          const frame = cell.closest(".scroll, .table-summary").getBoundingClientRect();
          const [box, name] = [cell, cell.parentElement.querySelector("th[scope=row]")].map((element) => element?.getBoundingClientRect());
          const isIn = ({ left, right, top, bottom }) =>
            left >= frame.left - 1 && (isHeading ? left : right) <= Math.min(frame.right, innerWidth) + 1 && top >= 0 && (isHeading ? top : bottom) <= innerHeight;
          const { outlineStyle, outlineWidth } = getComputedStyle(cell);
          return {
            figure: isHeading ? undefined : cell.textContent.match(/[\d.,]+/)?.[0] ?? cell.textContent,
            problems: [
              ...(isIn(box) ? [] : ["the cell is out of sight"]),
              ...(outlineStyle === "solid" && parseFloat(outlineWidth) >= 3 ? [] : ["the cell is not marked"]),
              ...(isHeading || !name || (isIn(name) && name.right <= box.left + 1) ? [] : ["the name of the row is out of sight"]),
              ...(isHeading || !name || cell.dataset.column ? [] : ["the column is not named"]),
            ],
          };
        });
        // The heading over several cells stands for their sum, or for a rate made from them.
        const isSame = found.figure === undefined || found.figure === figure;
        problems.push(...[...found.problems, ...(isSame ? [] : [`${found.figure} instead`])].map((problem) => `${problem}: ${figure} at ${href.split("/").pop()} at ${width} px`));
      }
    }
    return problems;
  });
}

/** The linear views open by keyboard and hold the totals of their tables. */
function sliceProblems(url) {
  return open(url, async (page) => {
    if (!(await tabTo(page, ".slices summary"))) return ["the Tab key does not reach the view"];
    await page.keyboard.press("Enter");
    return page.evaluate(() => {
      const details = document.querySelector(".slices");
      const shown = [...details.nextElementSibling.querySelectorAll("dd")].filter((value) => value.checkVisibility()).map((value) => value.textContent.trim());
      const totals = [...details.parentElement.querySelectorAll("tr.total td")].map((cell) => cell.textContent.trim());
      const missing = totals.filter((total) => !/^0?$/.test(total) && !shown.includes(total));
      return [...(details.open ? [] : ["Enter does not open it"]), ...missing.map((total) => `the total ${total} is missing`)];
    });
  });
}
