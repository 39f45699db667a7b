// Fills in reports in the form while `giar watch` serves it: node form.mjs
//
// The binary is GIAR, or the one that was built: release before debug.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test as unlimited } from "node:test";
import { fileURLToPath } from "node:url";
import { axeProblems } from "./lib/axe.mjs";
import { launch } from "./lib/chromium.mjs";
import { sidewaysProblems } from "./lib/sideways.mjs";
import { DEADLINE, until, Watched } from "./lib/watched.mjs";

const COUNTY = fileURLToPath(new URL("../fixtures/county", import.meta.url));
const REPORT = "content/reports/qinghe/2023.md";
const NATURAL = "applications.received.natural_person";
const BUSINESS = "applications.received.business";
const LICENSING = "proactive.licensing.decisions";

const LIMIT = { timeout: 10 * DEADLINE };
const test = (name, steps) => unlimited(name, LIMIT, steps);

let browser, context, site, original;

before(async () => {
  browser = await launch();
  site = new Watched(COUNTY);
  await site.start();
  original = site.read(REPORT);
  context = await newContext();
  // The first page gets the key for all others of its browser.
  const page = await context.newPage();
  await page.goto(`${site.base}__giar/edit#${ticket()}`);
  await page.waitForFunction(() => localStorage.getItem("giar-key"));
  assert.ok(!page.url().includes("#"), "the ticket stays in the address");
  await page.close();
}, LIMIT);

after(async () => {
  await browser.close();
  await site.remove();
}, LIMIT);

beforeEach(() => site.write(REPORT, original), LIMIT);

afterEach(async () => {
  for (const page of context.pages()) await page.close();
  await site.restore();
}, LIMIT);

const newContext = () => browser.newContext({ locale: "zh-CN", viewport: { width: 1366, height: 768 } });
const ticket = () => /#([0-9a-f]{32})(?![\s\S]*#[0-9a-f]{32})/.exec(site.said)[1];

async function form(of = context, file = REPORT) {
  const page = await of.newPage();
  page.setDefaultTimeout(DEADLINE);
  await page.goto(`${site.base}__giar/edit?file=${file}`);
  await page.locator("#found li").first().waitFor();
  return page;
}

const cell = (page, path) => page.locator(`input[name="${path}"]`);
const isSaved = (page) => page.locator('#saved[data-state="saved"]').waitFor();
const holds = (text) => until(`the file holds ${text}`, async () => site.read(REPORT).includes(text));

/** Lines of the report that are not as they were. */
function changedLines() {
  const [before, after] = [original.split("\n"), site.read(REPORT).split("\n")];
  assert.equal(after.length, before.length);
  return after.filter((line, at) => line !== before[at]);
}

describe("typing", () => {
  test("a cell that is left is saved, in the digits that files have", async () => {
    const page = await form();
    await cell(page, LICENSING).fill("１,９８７件");
    await page.keyboard.press("Enter");
    await isSaved(page);
    assert.equal(changedLines().length, 1);
    assert.match(changedLines()[0], /1987/);
    await until("the field shows what is written", async () => (await cell(page, LICENSING).inputValue()) === "1987");
    assert.equal(await page.evaluate(() => document.activeElement.name), "proactive.penalties.decisions");
  });

  test("what is wrong is found while it is typed, and leads to its field", async () => {
    const page = await form();
    const finding = page.locator("#found .error").first();
    await cell(page, NATURAL).fill("96");
    await finding.waitFor();
    assert.match(await page.locator("#strip").textContent(), /自然人/);
    assert.equal(await cell(page, NATURAL).getAttribute("aria-invalid"), "true");
    await cell(page, LICENSING).focus();
    await finding.locator("button").click();
    assert.equal(await page.evaluate(() => document.activeElement.name), NATURAL);
    await page.keyboard.type("95");
    await finding.waitFor({ state: "detached" });
    await until("the file is as it was", async () => site.read(REPORT) === original);
  });

  test("undo and redo go on after saving", async () => {
    const page = await form();
    await cell(page, LICENSING).fill("1");
    await page.keyboard.press("Tab");
    await isSaved(page);
    await holds("licensing: 1");
    await page.keyboard.press("Control+z");
    await until("the file is as it was", async () => site.read(REPORT) === original);
    await page.keyboard.press("Control+y");
    await until("the file has it again", async () => changedLines().length === 1);
    assert.equal(await cell(page, LICENSING).inputValue(), "1");
  });

  test("blank totals are shown, and filled in when they are asked for, as one step", async () => {
    const page = await form();
    const total = cell(page, "applications.received.total");
    await total.fill("");
    await page.keyboard.press("Tab");
    await isSaved(page);
    await until("the sum shows", async () => (await total.getAttribute("placeholder")) === "113");
    await page.locator("#totals").click();
    await until("the file is as it was", async () => site.read(REPORT) === original);
    await page.locator("#undo").click();
    assert.equal(await total.inputValue(), "");
  });

  test("an input method keeps its keys, and nothing is saved until it is done", async () => {
    const page = await form();
    await cell(page, LICENSING).focus();
    const input = await context.newCDPSession(page);
    await page.keyboard.press("Control+a");
    await input.send("Input.imeSetComposition", { text: "ceshi", selectionStart: 5, selectionEnd: 5 });
    await input.send("Input.dispatchKeyEvent", { type: "rawKeyDown", windowsVirtualKeyCode: 229, key: "Process", code: "Enter" });
    await page.waitForTimeout(1500);
    assert.equal(await page.evaluate(() => document.activeElement.name), LICENSING);
    assert.equal(site.read(REPORT), original);
    await input.send("Input.insertText", { text: "测试" });
    await page.keyboard.press("Enter");
    await holds("测试");
    assert.equal(changedLines().length, 1);
    assert.ok(!site.read(REPORT).includes("ceshi"));
  });
});

describe("files", () => {
  test("another cell changed elsewhere comes in, and what is typed stays", async () => {
    const page = await form();
    await cell(page, LICENSING).fill("77");
    site.edit(REPORT, "coercion: 6", "coercion: 61");
    await until("the other cell shows", async () => (await cell(page, "proactive.coercion.decisions").inputValue()) === "61");
    assert.equal(await cell(page, LICENSING).inputValue(), "77");
    await holds("licensing: 77");
    assert.ok(site.read(REPORT).includes("coercion: 61"));
  });

  test("the same cell in two tabs asks, with both values", async () => {
    const [page, other] = [await form(), await form()];
    // The second does not hear of the first before it has a value of its own.
    await other.route("**/__giar/edit/state*", (route) => route.abort());
    await other.evaluate(() => (document.querySelector('input[name="proactive.licensing.decisions"]').value = "22"));
    await cell(page, LICENSING).fill("11");
    await page.keyboard.press("Tab");
    await holds("licensing: 11");
    await other.unroute("**/__giar/edit/state*");
    await other.locator("#save").evaluate((button) => { button.disabled = false; button.click(); });
    const question = other.locator(".asked");
    await question.waitFor();
    assert.match(await question.textContent(), /11[\s\S]*22/);
    assert.ok(site.read(REPORT).includes("licensing: 11"), "the first is not overwritten in silence");
    await question.locator("button").first().click();
    await holds("licensing: 22");
    await question.waitFor({ state: "detached" });
  });

  test("what cannot be saved while the server is away is saved when it is back", async () => {
    const page = await form();
    await site.stop();
    await cell(page, LICENSING).fill("505");
    await page.keyboard.press("Tab");
    await page.locator('#saved[data-state="trouble"]').waitFor();
    await site.start();
    await holds("licensing: 505");
    await isSaved(page);
    assert.equal(await cell(page, LICENSING).inputValue(), "505");
  });

  test("saving while one types moves no caret and loads nothing again", async () => {
    const page = await form();
    await page.evaluate(() => (window.isStill = true));
    await cell(page, BUSINESS).fill("");
    let typed = "";
    for (const digit of "1234567890") {
      await page.keyboard.type(digit);
      typed += digit;
      await page.waitForTimeout(400);
      assert.equal(await cell(page, BUSINESS).inputValue(), typed);
      assert.equal(await cell(page, BUSINESS).evaluate((input) => input.selectionStart), typed.length);
    }
    await holds("1234567890");
    assert.ok(await page.evaluate(() => window.isStill));
  });

  test("a browser without the key may look and not write", async () => {
    const stranger = await newContext();
    const page = await form(stranger);
    await page.locator(".locked").waitFor();
    assert.ok(await cell(page, LICENSING).evaluate((input) => input.readOnly));
    await stranger.close();
  });
});

describe("for everyone", () => {
  test("axe finds nothing and no page scrolls sideways, wide and narrow, with faults and without", async () => {
    const page = await form();
    await cell(page, NATURAL).fill("7");
    await page.locator("#found .error").first().waitFor();
    for (const width of [1366, 375]) {
      await page.setViewportSize({ width, height: 740 });
      // A label that is scrolled away is none to axe.
      await cell(page, NATURAL).evaluate((input) => input.scrollIntoView({ block: "center", inline: "nearest" }));
      assert.deepEqual(await axeProblems(page), [], `${width}`);
      assert.deepEqual(await sidewaysProblems(page), []);
    }
    for (const view of ["findings", "page"]) {
      await page.locator(`nav [data-view="${view}"]`).click();
      await page.locator(`#${view}`).waitFor();
      assert.deepEqual(await axeProblems(page), [], view);
    }
    const list = await context.newPage();
    await list.goto(`${site.base}__giar/edit`);
    assert.deepEqual(await axeProblems(list), []);
  });

  test("every field is named by its row and its column", async () => {
    const page = await form();
    const names = await page.locator("#cells input").evaluateAll((inputs) =>
      inputs.map((input) => input.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id).textContent).join(" ")),
    );
    assert.equal(names.length, 200);
    assert.equal(new Set(names).size, names.length, "two fields have one name");
  });
});
