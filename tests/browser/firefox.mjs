// The form in Firefox: node firefox.mjs
//
// What form.mjs tries in Chromium in full is tried here where browsers differ: fields, keys, undoing, the clipboard, text that
// is put in, an input method, and coming back to a page. Firefox is /usr/bin/firefox-esr, or the binary named in FIREFOX; no
// driver is needed, for it speaks WebDriver BiDi itself.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test as unlimited } from "node:test";
import { fileURLToPath } from "node:url";
import { binary, launch } from "./lib/firefox.mjs";
import { DEADLINE, until, Watched } from "./lib/watched.mjs";

const COUNTY = fileURLToPath(new URL("../fixtures/county", import.meta.url));
const REPORT = "content/reports/qinghe/2023.md";
const NATURAL = "applications.received.natural_person";
const LICENSING = "proactive.licensing.decisions";
const PROBLEMS = "text:problems";
const TOTAL = "applications.received.total";
const TABLES = ["proactive.", "applications.", "disputes."];

const LIMIT = { timeout: 10 * DEADLINE };
const test = (name, steps) => unlimited(name, LIMIT, steps);

let browser, site, original;

before(async () => {
  assert.ok(binary(), "no Firefox found: install it, or name its binary in the variable FIREFOX");
  browser = await launch({ width: 1366, height: 768 });
  site = new Watched(COUNTY);
  await site.start();
  original = site.read(REPORT);
  const page = await browser.newPage();
  await page.goto(`${site.base}__giar/edit#${site.ticket()}`);
  await page.waitForFunction(() => localStorage.getItem("giar-key"));
  await page.close();
}, LIMIT);

after(async () => {
  await browser?.close();
  await site?.remove();
}, LIMIT);

beforeEach(() => site.write(REPORT, original), LIMIT);

afterEach(async () => {
  const [, ...pages] = await browser.pages();
  for (const page of pages) await page.close();
  await site.restore();
}, LIMIT);

async function form(file = REPORT) {
  const page = await browser.newPage();
  page.setDefaultTimeout(DEADLINE);
  await page.goto(`${site.base}__giar/edit?file=${file}`);
  await page.waitForSelector("#found li");
  await page.waitForFunction(() => !document.querySelector("#cells td input").readOnly);
  return page;
}

const field = (name) => `[name="${name}"]`;
const value = (page, name) => page.$eval(field(name), (input) => input.value);
const isSaved = (page) => page.waitForSelector('#saved[data-state="saved"]');
const holds = (text) => until(`the file holds ${text}`, async () => site.read(REPORT).includes(text));
const isAsItWas = () => until("the file is as it was", async () => site.read(REPORT) === original);

/** Puts a text in place of what a field holds, by its keys. */
async function fill(page, name, text) {
  await page.focus(field(name));
  await page.$eval(field(name), (input) => input.select());
  await page.keyboard.type(text);
}

const press = async (page, modifier, key) => {
  await page.keyboard.down(modifier);
  await page.keyboard.press(key);
  await page.keyboard.up(modifier);
};

describe("the form in Firefox", () => {
  test("a cell that is left is saved, and taken back and done again", async () => {
    const page = await form();
    await fill(page, LICENSING, "1987");
    await page.keyboard.press("Enter");
    await isSaved(page);
    await holds("licensing: 1987");
    assert.equal(await page.evaluate(() => document.activeElement.name), "proactive.penalties.decisions");
    await press(page, "Control", "z");
    await isAsItWas();
    await press(page, "Control", "y");
    await holds("licensing: 1987");
  });

  test("what is wrong is found while it is typed, and mended from its finding", async () => {
    const page = await form();
    await fill(page, NATURAL, "59");
    await page.waitForSelector("#found .error");
    assert.equal(await page.$eval(field(NATURAL), (input) => input.getAttribute("aria-invalid")), "true");
    // The list is made anew with every answer, so that a button found before may be gone.
    await page.waitForFunction(() => {
      const mend = Array.from(document.querySelectorAll("#found .error button")).find((button) => button.textContent === "改成 95");
      if (mend) mend.click();
      return Boolean(mend);
    });
    await isAsItWas();
  });

  test("a block is pasted by position as one step", async () => {
    const page = await form();
    // Firefox gives a made-up event no clipboard: this one is real.
    await page.evaluate(() => {
      const block = document.body.appendChild(document.createElement("textarea"));
      block.id = "block";
      block.value = "1,000\t2\n";
      block.select();
    });
    await press(page, "Control", "c");
    await page.$eval("#block", (block) => block.remove());
    await page.focus(field(NATURAL));
    await press(page, "Control", "v");
    await holds("1000");
    assert.equal(await value(page, "applications.received.business"), "2");
    await press(page, "Control", "z");
    await isAsItWas();
  });

  test("a blank report is filled in from another one's tables", async () => {
    const blank = "content/reports/qinghe/2024.md";
    site.write(blank, "---\nyear: 2024\npublished: 2025-01-20\n---\n\n## 一、总体情况\n\n按照规定公开政府信息。\n");
    await site.settle();
    const [source, page] = [await form(), await form(blank)];
    const values = (of, name) => of.$$eval(`input[name^="${name}"]`, (inputs) => inputs.map((input) => input.value).join());
    for (const table of TABLES) {
      await source.bringToFront();
      await source.click(`[aria-labelledby="${table.slice(0, -1)}"] .copy`);
      await page.bringToFront();
      await page.focus(`input[name^="${table}"]`);
      await press(page, "Control", "v");
      await until(`${table} is filled in`, async () => (await values(page, table)) === (await values(source, table)));
    }
    await isSaved(page);
    await page.reload();
    await page.waitForSelector("#found li");
    for (const table of TABLES) assert.equal(await values(page, table), await values(source, table));
    assert.match(await values(page, "applications."), /^95,6,5,/);
  });

  test("a reason is written into the report, and the finding is gone", async () => {
    const page = await form();
    await fill(page, TOTAL, "1");
    await page.keyboard.press("Tab");
    await isSaved(page);
    await page.waitForFunction(() => {
      const waive = Array.from(document.querySelectorAll("#found .error button")).find((button) => button.textContent.startsWith("确实如此"));
      if (waive) waive.click();
      return document.activeElement.closest(".reason") !== null;
    });
    await page.keyboard.type("口径不同, 已核实");
    await page.keyboard.press("Enter");
    await holds('reason: "口径不同, 已核实"');
    await page.waitForFunction(() => document.querySelector("#found .error") === null);
  });

  test("an input method keeps its keys, and nothing is saved until it is done", async () => {
    const page = await form();
    await page.focus(field(LICENSING));
    const compose = (type, data) =>
      page.$eval(field(LICENSING), (input, type, data) => input.dispatchEvent(new CompositionEvent(type, { data, bubbles: true })), type, data);
    await compose("compositionstart", "");
    await page.$eval(field(LICENSING), (input) => {
      input.value = "ceshi";
      input.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
      input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, isComposing: true, bubbles: true }));
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(site.read(REPORT), original);
    assert.equal(await page.evaluate(() => document.activeElement.name), LICENSING);
    await page.$eval(field(LICENSING), (input) => (input.value = "测试"));
    await compose("compositionend", "测试");
    await page.keyboard.press("Tab");
    await holds("测试");
    assert.ok(!site.read(REPORT).includes("ceshi"));
  });

  test("a text is composed where it is typed, and no other line changes", async () => {
    const page = await form();
    const before = await value(page, PROBLEMS);
    await page.focus(field(PROBLEMS));
    const compose = (type, text) =>
      page.$eval(
        field(PROBLEMS),
        (area, type, text) => {
          area.value = text;
          area.setSelectionRange(text.length, text.length);
          area.dispatchEvent(new CompositionEvent(type, { bubbles: true }));
          area.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: type !== "compositionend" }));
        },
        type,
        text,
      );
    await compose("compositionstart", before);
    await compose("compositionupdate", `${before}xinjia`);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(site.read(REPORT), original);
    await compose("compositionend", `${before}新加的一句。`);
    await holds("新加的一句。");
    const after = site.read(REPORT).split("\n");
    assert.equal(after.filter((line, at) => line !== original.split("\n")[at]).length, 1);
    assert.equal(await value(page, PROBLEMS), `${before}新加的一句。`);
  });

  test("the same cell in two tabs asks, with both values", async () => {
    const [page, other] = [await form(), await form()];
    // The second does not hear of the first before it has a value of its own.
    await other.evaluate(() => {
      const ask = window.fetch;
      window.isDeaf = true;
      window.fetch = (address, options) => (window.isDeaf && String(address).includes("edit/state") ? Promise.reject(new TypeError()) : ask(address, options));
    });
    await page.bringToFront();
    await fill(page, LICENSING, "11");
    await page.keyboard.press("Tab");
    await holds("licensing: 11");
    await other.bringToFront();
    await other.$eval(field(LICENSING), (input) => {
      input.value = "22";
      window.isDeaf = false;
      document.getElementById("save").disabled = false;
      document.getElementById("save").click();
    });
    await other.waitForSelector(".asked");
    assert.match(await other.$eval(".asked", (question) => question.textContent), /11[\s\S]*22/);
    assert.ok(site.read(REPORT).includes("licensing: 11"), "the first is not overwritten in silence");
    await other.$eval(".asked button", (button) => button.click());
    await holds("licensing: 22");
  });

  test("bold renders beside Chinese punctuation, and undoing takes only that back", async () => {
    const page = await form();
    await fill(page, PROBLEMS, "问题是主动公开。全年改进。");
    await page.$eval(field(PROBLEMS), (area) => area.setSelectionRange(3, 8));
    await page.$eval(field(PROBLEMS), (area) => area.closest("section").querySelector(".tools button").click());
    assert.equal(await value(page, PROBLEMS), "问题是**主动公开**。全年改进。");
    await holds("**主动公开**。");
    await page.focus(field(PROBLEMS));
    await press(page, "Control", "z");
    assert.equal(await value(page, PROBLEMS), "问题是主动公开。全年改进。");
  });

  test("another cell changed elsewhere comes in, and what is typed stays", async () => {
    const page = await form();
    await fill(page, LICENSING, "77");
    site.edit(REPORT, "coercion: 6", "coercion: 61");
    await until("the other cell shows", async () => (await value(page, "proactive.coercion.decisions")) === "61");
    assert.equal(await value(page, LICENSING), "77");
    await holds("licensing: 77");
  });

  test("saving while one types moves no caret", async () => {
    const page = await form();
    await fill(page, NATURAL, "1");
    let typed = "1";
    for (const digit of "23456") {
      await page.keyboard.type(digit);
      typed += digit;
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual(await page.$eval(field(NATURAL), (input) => [input.value, input.selectionStart]), [typed, typed.length]);
    }
    await holds("123456");
  });

  test("what cannot be saved while the server is away is saved when it is back", async () => {
    const page = await form();
    await site.stop();
    await fill(page, LICENSING, "505");
    await page.keyboard.press("Tab");
    await page.waitForSelector('#saved[data-state="trouble"]');
    await site.start();
    await holds("licensing: 505");
  });
});
