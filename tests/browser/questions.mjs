// A person with one question, from the home page to its answer: node questions.mjs [--steps] COUNTY
//
// The person knows neither the pages nor the code. It reads what is in the window from top to bottom, presses what its
// words are about, and scrolls on where there is nothing of the kind. What each step takes is known of people (a
// keystroke-level model, with a slow reader), so that a page that answers late is late here.

import { parseArgs } from "node:util";
import { launch } from "./lib/chromium.mjs";
import { withPage } from "./lib/open.mjs";
import { serve } from "./lib/server.mjs";
import { readSite } from "./lib/site.mjs";

const LIMIT = 30;
const WINDOWS = [[375, 740], [1280, 800]];

// Seconds.
const LOOK = 0.25;
const DECIDE = 1.35;
const PRESS = 1.1;
const SCROLL = 1;
const LOAD = 0.5;
const READ_A_CHARACTER = 0.2;

// A look takes in so many characters, and after so many looks whoever searches goes on to the next text.
const SPAN = 10;
const LOOKS_A_TEXT = 3;
// Question and answer stand at most so far apart, in pixels.
const TOGETHER = 300;
const MOST_TURNS = 40;

const X = "青河县教育局";
const Y = "青河县民政局";
// Its report of one year is a joint one, so that nobody can say.
const Z = "青河县人民政府";

/**
 * What the person wants to know of the county's newest year, the words it looks for, the best first, and what answers:
 * texts that stand together, in one way or another.
 */
const QUESTIONS = [
  ["who refused most, by number", [/不予公开/, /拒绝/], [[/不予公开.*最多/, /青河县人民政府/, /14 件/]]],
  ["who refused most, by share", [/不予公开/, /拒绝/], [[/不予公开.*比例/, /青河县市场监督管理局/, /19\.2%/]]],
  ["for which reason", [/理由|原因/, /不予公开/], [[/理由/, /内部事务信息/, /11/]]],
  ["who published late", [/晚|迟|逾期/, /期限/], [[/晚于期限/, /没有。/]]],
  ["whose report is missing", [/不在|没有收录/, /缺/], [[/不在这里/, /桃源镇/]]],
  ["where a court corrected a decision", [/法院/, /诉讼/, /纠正/], [[/法院|诉讼/, /青河县民政局/, /28\.6%，2\/7/]]],
  ["whether X got more requests than the year before", [/比上年多/, new RegExp(X)], [[/申请比上年多/, /没有。.*；县政府、桃源镇不能比/], [new RegExp(X), /27 件，比上年少 1 件/]]],
  ["whether Z got more requests than the year before", [/比上年多/, /不能比/], [[/申请比上年多/, /县政府.*不能比/], [new RegExp(Z), /113 件，含.*不与上年比/]]],
  ["how X and Y compare", [/比较/, new RegExp(X), new RegExp(Y)], [[/发布机关/, new RegExp(X), new RegExp(Y), /公开率|新收申请/]]],
  ["where everything can be downloaded", [/下载|全部数据/, /数据/], [[/下载/, /全部数据/, /CSV/]]],
].map(([name, cues, answers]) => ({ name, cues, answers, isInTable: name.startsWith("how") }));

/** Runs in the page: every text in the window, as it is read. */
function textsInSight() {
  const UNSEEN = "script, style, template, option, svg, .visually-hidden";
  const BLOCKS = "h1, h2, h3, h4, p, li, th, td, dt, dd, caption, legend, figcaption, div, section";
  const blocks = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement: element } = walker.currentNode;
    if (!data.trim() || element.closest(UNSEEN) || !element.checkVisibility()) continue;
    const pressed = element.closest(`a[href]:not([href^="#"]), button, summary, label`);
    // Nobody follows a link to where they are.
    const leadsOn = pressed && pressed.pathname !== location.pathname;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const { top, bottom, left, right } = range.getBoundingClientRect();
    const frame = element.closest(".scroll, nav ul")?.getBoundingClientRect();
    if (right - left < 2 || bottom < 0 || top > innerHeight || (frame && (left >= frame.right || right <= frame.left))) continue;
    const block = pressed ?? element.closest(BLOCKS);
    const known = blocks.get(block);
    const text = { text: `${known?.text ?? ""}${data}`, top: known?.top ?? top, left: known?.left ?? left, isPressed: leadsOn, isFigure: Boolean(element.closest("td")) };
    blocks.set(block, { ...text, at: known?.at ?? [left + Math.min(right - left, 40) / 2, top + Math.min(bottom - top, 20) / 2], isInTable: Boolean(element.closest("table")) });
  }
  const texts = [...blocks.values()].map((one) => ({ ...one, text: one.text.replace(/\s+/g, " ").trim() }));
  return texts.sort((a, b) => a.top - b.top || a.left - b.left);
}

/** The texts of an answer, if all of it stands together. */
function answerIn(texts, { answers, isInTable }) {
  const eligible = texts.filter((one) => !isInTable || one.isInTable);
  for (const parts of answers) {
    for (const head of eligible.filter(({ text }) => parts[0].test(text))) {
      const below = eligible.filter(({ top }) => top >= head.top - 4 && top - head.top < TOGETHER);
      const found = parts.map((part) => below.find(({ text }) => part.test(text)));
      if (found.every(Boolean)) return [...new Set(found)];
    }
  }
  return undefined;
}

/** What to press: the text that the best word is about. */
function choice(texts, cues) {
  for (const cue of cues) {
    const found = texts.find(({ text, isPressed }) => isPressed && cue.test(text) && !text.includes("✕"));
    if (found) return { found, cue };
  }
  return {};
}

function looksAt(texts, seen) {
  const unseen = texts.filter(({ text, isFigure }) => !isFigure && !seen.has(text));
  unseen.forEach(({ text }) => seen.add(text));
  return unseen.reduce((looks, { text }) => looks + Math.min(LOOKS_A_TEXT, Math.ceil(text.length / SPAN)), 0);
}

async function press(page, { at }) {
  await page.mouse.click(...at);
  // A link may lead on; figures may have to come.
  await page.waitForTimeout(300);
  await page.waitForLoadState("networkidle");
}

const scrollOn = (page) =>
  page.evaluate(() => {
    const before = scrollY;
    scrollBy(0, innerHeight * 0.85);
    return scrollY > before;
  });

/** How long it took, and step by step why; without end if there was no answer. */
async function ask(page, question) {
  const steps = [];
  const spend = (seconds, what) => steps.push([seconds, what]);
  let seen = new Set();
  let cues = question.cues;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const texts = await page.evaluate(textsInSight);
    const answer = answerIn(texts, question);
    const { found, cue } = answer ? {} : choice(texts, cues);
    const last = answer?.at(-1) ?? (cue === cues[0] ? found : undefined);
    spend(looksAt(texts.slice(0, last && texts.indexOf(last) + 1), seen) * LOOK, "looking");
    if (answer) {
      const read = answer.map(({ text }) => text.slice(0, LOOKS_A_TEXT * SPAN)).join("；");
      spend(read.length * READ_A_CHARACTER, `reading ${read}`);
      return { seconds: steps.reduce((sum, [seconds]) => sum + seconds, 0), steps };
    }
    if (found) {
      const from = page.url();
      spend(DECIDE + PRESS, `pressing ${found.text}`);
      await press(page, found);
      cues = cues.filter((other) => other !== cue);
      if (page.url().split(/[?#]/)[0] !== from.split(/[?#]/)[0]) {
        spend(LOAD, "loading");
        seen = new Set();
        // On a page of that name it has come to what it looked for.
        const title = await page.textContent("h1");
        cues = question.cues.filter((other) => !other.test(title));
      }
    } else if (await scrollOn(page)) {
      spend(SCROLL, "scrolling");
    } else {
      break;
    }
  }
  return { seconds: Infinity, steps };
}

const { values, positionals } = parseArgs({ options: { steps: { type: "boolean" } }, allowPositionals: true });
const site = readSite(positionals[0]);
const browser = await launch();
const server = await serve(site, site.basePath);
try {
  for (const [width, height] of WINDOWS) {
    for (const question of QUESTIONS) {
      const { seconds, steps } = await withPage(browser, { url: server.base, width }, async (page) => {
        await page.setViewportSize({ width, height });
        return ask(page, question);
      });
      const isLate = seconds > LIMIT;
      if (isLate) process.exitCode = 1;
      console.log(`${isLate ? "not ok" : "ok"} ${seconds.toFixed(1)} s at ${width} px: ${question.name}`);
      if (isLate || values.steps) steps.forEach(([taken, what]) => console.log(`    ${taken.toFixed(1)} s ${what}`));
    }
  }
} finally {
  server.close();
  await browser.close();
}
