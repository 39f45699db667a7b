// Fills in reports in the form while `giar watch` serves it: node form.mjs
//
// The binary is GIAR, or the one that was built: release before debug.

import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
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
  await page.goto(`${site.base}__giar/edit#${site.ticket()}`);
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
  for (const page of context.pages()) {
    await isIdle(page);
    await page.close();
  }
  rmSync(join(site.root, ".giar/drafts"), { recursive: true, force: true });
  await site.restore();
}, LIMIT);

const newContext = () => browser.newContext({ locale: "zh-CN", viewport: { width: 1366, height: 768 } });

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

/** A form that is left with something open saves it then, which would fall into the next test. */
const isIdle = (page) => until("nothing is left to save", async () => (await page.locator('#saved[data-state="open"]').count()) === 0);

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
    await finding.locator("button").first().click();
    assert.equal(await page.evaluate(() => document.activeElement.name), NATURAL);
    await page.keyboard.type("95");
    await finding.waitFor({ state: "detached" });
    await until("the file is as it was", async () => site.read(REPORT) === original);
  });

  test("a cell that is clicked is typed over, and clicked again, its caret is moved", async () => {
    const page = await form();
    await cell(page, NATURAL).click();
    await page.keyboard.type("0");
    assert.equal(await cell(page, NATURAL).inputValue(), "0");
    await cell(page, NATURAL).click();
    await page.keyboard.type("0");
    assert.equal(await cell(page, NATURAL).inputValue(), "00");
    await page.locator("#found .error").getByRole("button", { name: "改成 0" }).click();
    await until("the certain number is one click away", async () => (await cell(page, NATURAL).inputValue()) === "0");
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
    await holds("6, ~]");
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

/** Pastes as a browser does that has the two on its clipboard. */
const paste = (page, path, text, html = "") =>
  cell(page, path).evaluate(
    (input, [text, html]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      if (html) clipboardData.setData("text/html", html);
      input.focus();
      input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    [text, html],
  );

describe("the clipboard", () => {
  test("a block by position, all or nothing, is one step", async () => {
    const page = await form();
    await paste(page, NATURAL, "1,000\t2\r\n", "<table><tr><td>####</td><td>2</td></tr></table>");
    await holds("1000");
    assert.deepEqual([await cell(page, NATURAL).inputValue(), await cell(page, BUSINESS).inputValue()], ["1000", "2"]);
    assert.equal(changedLines().length, 1, "the row below is touched");
    await page.keyboard.press("Control+z");
    await until("the file is as it was", async () => site.read(REPORT) === original);
    await paste(page, "applications.received.other", "1\t2\t3\t4\n");
    await page.locator(".pasted", { hasText: "没有粘贴" }).waitFor();
    assert.equal(site.read(REPORT), original);
  });

  test("rows with labels go by label, and an unknown label is named", async () => {
    const page = await form();
    const row = (label) => `<tr><td colspan=3>${label}</td><td>8</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>9</td></tr>`;
    await paste(page, LICENSING, "", `<table>${row("二、上年结转政府信息\n公开申请数量")}</table>`);
    await until("the row is there", async () => (await cell(page, "applications.carried_in.total").inputValue()) === "9");
    await holds("carried_in: [8, 1,");
    await page.keyboard.press("Control+z");
    await until("the file is as it was", async () => site.read(REPORT) === original);
    await paste(page, LICENSING, "", `<table>${row("转办他处数量")}</table>`);
    await page.locator(".pasted", { hasText: "转办他处数量" }).waitFor();
    assert.equal(site.read(REPORT), original);
  });

  test("a table of Word with merged labels, wrapped and empty cells goes by its labels", async () => {
    const page = await form();
    const figures = (...all) => all.map((figure) => `<td><p class=MsoNormal>${figure}<o:p></o:p></p></td>`).join("");
    const html = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment--><table class=MsoTableGrid>
      <tr><td colspan=3><p class=MsoNormal>一、本年新收<br>政府信息公开\n申请数量</p></td>${figures(8, "&nbsp;", 0, 0, 0, 1, 9)}</tr>
      <tr><td rowspan=2><p>三、本年度\n办理结果</p></td><td colspan=2><p>（一）予以公开</p></td>${figures(7, "", 0, 0, 0, 1, 8)}</tr>
      <tr><td rowspan=1><p>（三）不予\n公开</p></td><td><p>1.属于国家秘密</p></td>${figures(1, 0, 0, 0, 0, 0, 1)}</tr></table></body></html>`;
    await paste(page, LICENSING, "", html);
    const row = (path) => page.locator(`input[name^="${path}."]`).evaluateAll((inputs) => inputs.map((input) => input.value));
    await until("the first row is there", async () => (await row("applications.received")).join() === "8,,0,0,0,1,9");
    assert.equal((await row("applications.results.granted")).join(), "7,,0,0,0,1,8");
    assert.equal((await row("applications.results.refused.state_secret")).join(), "1,0,0,0,0,0,1");
    await holds("received: [8, ~, 0, 0, 0, 1, 9]");
    await page.keyboard.press("Control+z");
    await until("the file is as it was", async () => site.read(REPORT) === original);
    await paste(page, NATURAL, "95\t6\n");
    await page.locator(".pasted", { hasText: "没有改动" }).waitFor();
  });

  test("a dash is asked about, once", async () => {
    const page = await form();
    await paste(page, NATURAL, "-\t2\t-\n");
    const question = page.locator(".dashes");
    await question.waitFor();
    await question.locator("button").first().click();
    await until("both are zeros", async () => (await cell(page, NATURAL).inputValue()) === "0" && (await cell(page, "applications.received.research").inputValue()) === "0");
    await cell(page, NATURAL).fill("-");
    const offers = page.locator("#found .error").getByRole("button", { name: "没有数据" });
    await until("only the typed one is left", async () => (await offers.count()) === 1);
    await offers.click();
    await until("a typed one, too", async () => (await cell(page, NATURAL).inputValue()) === "/");
  });

  test("a blank report is filled in from another one's tables", async () => {
    const blank = "content/reports/qinghe/2024.md";
    site.write(blank, "---\nyear: 2024\npublished: 2025-01-20\n---\n\n## 一、总体情况\n\n按照规定公开政府信息。\n");
    await site.settle();
    const [source, page] = [await form(), await form(context, blank)];
    for (const table of ["proactive", "applications", "disputes"]) {
      const copied = await source.evaluate((table) => {
        let clip;
        const take = (event) => (clip = ["text/plain", "text/html"].map((kind) => event.clipboardData.getData(kind)));
        window.addEventListener("copy", take, { once: true });
        document.querySelector(`[aria-labelledby="${table}"] .copy`).click();
        return clip;
      }, table);
      assert.ok(copied[0].includes("\t") && copied[1].includes("<table"), table);
      const first = await page.locator(`input[name^="${table}."]`).first().getAttribute("name");
      await paste(page, first, copied[0], copied[1]);
      await until(`${table} is saved`, async () => {
        const values = (of) => of.locator(`input[name^="${table}."]`).evaluateAll((inputs) => inputs.map((input) => input.value).join());
        return (await values(page)) === (await values(source));
      });
    }
    await isSaved(page);
    await page.reload();
    const all = (of) => of.locator("#cells td input").evaluateAll((inputs) => inputs.map((input) => input.value).join());
    assert.equal(await all(page), await all(source));
  });
});

describe("findings", () => {
  test("a wrong cell is repaired by the value that is suggested", async () => {
    const page = await form();
    await cell(page, NATURAL).fill("59");
    await page.keyboard.press("Tab");
    await holds("59");
    await page.locator("#found .error").first().getByRole("button", { name: "改成 95" }).click();
    await until("the file is as it was", async () => site.read(REPORT) === original);
    assert.equal(await cell(page, NATURAL).inputValue(), "95");
  });

  test("a reason is written into the report, and the finding is gone", async () => {
    const page = await form();
    await cell(page, "applications.received.total").fill("1");
    await page.keyboard.press("Tab");
    const finding = page.locator("#found .error").first();
    await finding.getByRole("button", { name: "确实如此" }).click();
    await page.keyboard.type("口径不同, 已核实");
    await page.keyboard.press("Enter");
    await holds("已核实");
    await finding.waitFor({ state: "detached" });
    const waiver = site.read(REPORT).split("\n").find((line) => line.includes("已核实"));
    assert.match(waiver, /^ *- \{rule: [a-z-]+, at: .*reason: "口径不同, 已核实"\}$/);
  });
});

describe("what is certain", () => {
  test("a slip in a text is corrected by one click, as one step", async () => {
    const page = await form();
    const text = page.locator('textarea[name="text:problems"]');
    await text.fill("公开不够及时。。已经改进。");
    await page.locator("#found li", { hasText: "标点" }).getByRole("button", { name: "改正" }).click();
    await until("it is right", async () => (await text.inputValue()) === "公开不够及时。已经改进。");
    await holds("公开不够及时。已经改进。");
    await page.locator("#undo").click();
    assert.equal(await text.inputValue(), "公开不够及时。。已经改进。");
  });

  test("a date is understood, and shown as it is written", async () => {
    const page = await form();
    await cell(page, "head:published").fill("2024.1.29");
    await page.keyboard.press("Tab");
    await holds("published: 2024-01-29");
    await until("the field shows it", async () => (await cell(page, "head:published").inputValue()) === "2024-01-29");
  });

  test("a total that differs is shown with its row and its column", async () => {
    const page = await form();
    await cell(page, "applications.results.total.total").fill("7");
    await until("both are said", async () => /这一行相加应为.*相差.*这一列相加应为.*相差/.test(await page.locator("#strip").textContent()));
  });
});

describe("texts", () => {
  const OVERVIEW = "text:overview";
  const area = (page, name) => page.locator(`textarea[name="${name}"]`);

  test("a sentence is added where it is typed, an input method at work, and no other line changes", async () => {
    const page = await form();
    const text = area(page, OVERVIEW);
    const before = await text.inputValue();
    await text.evaluate((area) => {
      area.focus();
      area.setSelectionRange(area.value.length, area.value.length);
    });
    const input = await context.newCDPSession(page);
    await input.send("Input.imeSetComposition", { text: "xinjia", selectionStart: 6, selectionEnd: 6 });
    await page.waitForTimeout(1500);
    assert.equal(site.read(REPORT), original);
    await input.send("Input.insertText", { text: "新加的一句。" });
    await page.locator("#save").click();
    await holds("新加的一句。");
    assert.equal(await text.inputValue(), `${before}新加的一句。`);
    assert.equal(changedLines().length, 1);
    await page.keyboard.press("Control+z");
  });

  test("bold leaves Chinese punctuation outside, where it renders", async () => {
    const page = await form();
    const text = area(page, "text:problems");
    await text.fill("问题是主动公开。全年改进。");
    await text.evaluate((area) => area.setSelectionRange(3, 8));
    await page.locator("section.part", { has: text }).locator(".tools button").first().click();
    assert.equal(await text.inputValue(), "问题是**主动公开**。全年改进。");
    await holds("**主动公开**。");
    await page.frameLocator("#page").locator("strong").getByText("主动公开", { exact: true }).waitFor();
    await text.focus();
    await page.keyboard.press("Control+z");
    assert.equal(await text.inputValue(), "问题是主动公开。全年改进。", "more than the marks is taken back");
  });

  test("brackets that belong to bold words stay with them", async () => {
    const page = await form();
    const text = area(page, "text:problems");
    const bold = page.locator("section.part", { has: text }).locator(".tools button").first();
    for (const [whole, chosen, wanted] of [
      ["（一）主动公开。全年改进。", "（一）主动公开。", "**（一）主动公开**。全年改进。"],
      ["推进“放管服”改革。", "“放管服”", "推进“**放管服**”改革。"],
      ["全年 改进。", "改进。", "全年 **改进。**"],
    ]) {
      await text.fill(whole);
      const from = whole.indexOf(chosen);
      await text.evaluate((area, [from, to]) => area.setSelectionRange(from, to), [from, from + chosen.length]);
      await bold.click();
      assert.equal(await text.inputValue(), wanted);
    }
  });

  test("while two hundred characters are typed and saved, caret, text and undoing stay", async () => {
    const page = await form();
    await page.evaluate(() => (window.isStill = true));
    const text = area(page, "text:problems");
    let saves = 0;
    page.on("request", (request) => (saves += request.url().endsWith("edit/save") ? 1 : 0));
    await text.fill("");
    let typed = "";
    for (let at = 0; at < 200; at += 1) {
      const next = "公开不够及时，已经改进。"[at % 12];
      await page.keyboard.type(next);
      typed += next;
      if (at % 40 === 20) await until("it is saved meanwhile", async () => site.read(REPORT).includes(typed));
      assert.deepEqual(await text.evaluate((area) => [area.value, area.selectionStart]), [typed, typed.length]);
    }
    assert.ok(saves >= 5, `${saves} saves`);
    await page.keyboard.press("Control+z");
    const undone = await text.inputValue();
    assert.ok(undone.length < typed.length && typed.startsWith(undone), undone);
    await page.keyboard.press("Control+Shift+z");
    assert.equal(await text.inputValue(), typed);
    await holds(typed);
    assert.ok(await page.evaluate(() => window.isStill));
  });

  test("a line that would begin another section is refused, and stays on the page", async () => {
    const page = await form();
    const text = area(page, OVERVIEW);
    const heading = original.split("\n").find((line) => line.startsWith("## 五、"));
    await text.fill(`甲。\n\n${heading}\n\n乙。`);
    await page.locator("#save").click();
    await page.locator('#saved[data-state="trouble"]').waitFor();
    assert.ok((await text.inputValue()).includes("乙。"));
    assert.equal(site.read(REPORT), original);
  });

  test("a link, a table and a picture with what it shows are put in", async () => {
    const page = await form();
    const text = area(page, "text:problems");
    const tool = (name) => page.locator("section.part", { has: text }).locator(".tools").getByRole("button", { name });
    await text.fill("见公开指南。");
    await text.evaluate((area) => area.setSelectionRange(1, 5));
    await tool("链接").click();
    assert.equal(await text.inputValue(), "见[公开指南](https://)。");
    assert.equal(await text.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd)), "https://");
    await text.fill("下表。");
    await text.evaluate((area) => area.setSelectionRange(3, 3));
    await tool("表格").click();
    assert.equal(await text.inputValue(), "下表。\n\n| 项目 | 数量 |\n| --- | ---: |\n|  | 0 |");
    await text.fill("下图。");
    await tool("图片").click();
    const box = page.locator(".picture");
    const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
    await box.locator('input[type="file"]').setInputFiles({ name: "大厅.png", mimeType: "image/png", buffer: png });
    await box.locator("button").first().click();
    assert.equal(await text.inputValue(), "下图。", "a picture without a text is put in");
    await box.locator('input[type="text"]').fill("政务大厅");
    await box.locator("button").first().click();
    await until("it is there", async () => (await text.inputValue()).includes("![政务大厅](2023/"));
    await holds("![政务大厅](2023/");
    rmSync(join(site.root, "content/reports/qinghe/2023"), { recursive: true });
  });

  test("what Word has marked up is pasted as Markdown", async () => {
    const page = await form();
    const text = area(page, "text:problems");
    await text.fill("");
    await text.evaluate((area) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "甲乙");
      clipboardData.setData("text/html", "<p class=MsoNormal>甲<b>乙</b>丙</p><ul><li>丁</li></ul>");
      area.focus();
      area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    });
    await until("it is there", async () => /甲\*\*乙\*\*丙\n\n- 丁/.test(await text.inputValue()));
  });

  test("what a sentence says leads to its words, and to the cell that it is about", async () => {
    const page = await form();
    const text = area(page, OVERVIEW);
    await text.fill((await text.inputValue()).replace("申请113件", "申请114件"));
    const finding = page.locator("#found li", { hasText: "114件" });
    await finding.locator("button").first().click();
    const chosen = await text.evaluate((area) => document.activeElement === area && area.value.slice(area.selectionStart, area.selectionEnd));
    assert.match(chosen, /114/);
    await finding.locator("button").nth(1).click();
    assert.equal(await page.evaluate(() => document.activeElement.name), "applications.received.total");
  });

  test("joint reports, corrections and what stands as published are values of the file", async () => {
    const page = await form();
    await page.locator("details.head summary").click();
    const corrections = page.locator('textarea[name="head:revisions"]');
    assert.match(await corrections.inputValue(), /^2024-03-02 更正表三两处数字\n/);
    await corrections.fill((await corrections.inputValue()) + "\n2024-05-06 更正日期");
    await page.locator("#save").click();
    await holds("{date: 2024-05-06, note: 更正日期}");
    await cell(page, "head:joint").fill("education、health");
    await page.keyboard.press("Tab");
    await holds("joint: [education, health]");
  });

  test("the date and the state of a draft are values of the file", async () => {
    const page = await form();
    await cell(page, "head:published").fill("2024-01-29");
    await page.keyboard.press("Tab");
    await holds("published: 2024-01-29");
    await page.locator('select[name="head:draft"]').selectOption("true");
    await holds("draft: true");
    await page.locator('select[name="head:draft"]').selectOption("false");
    await holds("draft: false");
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

  test("a text that is refused holds no cell back, and says why", async () => {
    const page = await form();
    const text = page.locator('textarea[name="text:overview"]');
    const heading = original.split("\n").find((line) => line.startsWith("## 五、"));
    await text.evaluate((area) => (area.value = `${area.value}\n\n`));
    await text.focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.insertText(`${heading}\n\n乙。`);
    await cell(page, LICENSING).fill("77");
    await page.keyboard.press("Tab");
    await holds("licensing: 77");
    await page.locator('#saved[data-state="trouble"]', { hasText: "总体情况" }).waitFor();
    assert.ok((await text.inputValue()).includes("乙。"));
    assert.ok(!site.read(REPORT).includes("乙。"));
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

describe("what was not saved, and what was saved over", () => {
  const drafts = () => {
    const folder = join(site.root, ".giar/drafts");
    return existsSync(folder) ? readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8")) : [];
  };

  test("a draft is offered with its difference when the form is opened again, and goes where it is put back", async () => {
    const page = await form();
    // Nobody can write the file: what was typed is kept beside it.
    chmodSync(join(site.root, REPORT), 0o444);
    await cell(page, LICENSING).fill("606");
    await page.keyboard.press("Tab");
    await page.locator('#saved[data-state="trouble"]').waitFor();
    await until("the draft is kept", async () => drafts().some((draft) => draft.includes('"606"')));
    // A page that ends all of a sudden says nothing more.
    await page.evaluate(() => (window.fetch = () => new Promise(() => {})));
    await page.close({ runBeforeUnload: false });
    chmodSync(join(site.root, REPORT), 0o644);
    site.edit(REPORT, "coercion: 6", "coercion: 61");
    await site.settle();
    const again = await form();
    const banner = again.locator(".draft");
    assert.match(await banner.textContent(), /606[\s\S]*别处改过|别处改过[\s\S]*606/);
    assert.notEqual(await cell(again, LICENSING).inputValue(), "606", "a draft is shown as if it were the file");
    assert.ok(!(await cell(again, LICENSING).evaluate((input) => input.readOnly)), "the banner blocks the form");
    await banner.locator("button").first().click();
    await holds("licensing: 606");
    assert.ok(site.read(REPORT).includes("coercion: 61"), "what was changed elsewhere stays");
    await until("the draft is gone", async () => drafts().length === 0);
  });

  test("an earlier text is gone back to, and from there forth again", async () => {
    const page = await form();
    await cell(page, LICENSING).fill("707");
    await page.keyboard.press("Tab");
    await isSaved(page);
    await page.locator("#saves").click();
    const earlier = page.locator(".saves details").last();
    await earlier.locator("summary").click();
    await earlier.locator("button").click();
    await until("the file is as it was", async () => !site.read(REPORT).includes("707"));
    await until("the form shows it", async () => (await cell(page, LICENSING).inputValue()) !== "707");
    await page.locator("#saves").click();
    const newest = page.locator(".saves details").first();
    await newest.locator("summary").click();
    await newest.locator("button").click();
    await holds("licensing: 707");
  });

  test("a file that cannot be read is mended as a text, and its tables come", async () => {
    site.write(REPORT, original.replace("licensing:", "licensing"));
    await site.settle();
    const page = await form();
    const area = page.locator('textarea[name="file"]');
    assert.ok((await page.locator("#wrong .wrong").count()) > 0, "no line is marked");
    await page.locator("#found .error button").first().click();
    const chosen = await area.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
    assert.ok(chosen.length > 0 && !chosen.includes("\n"), chosen);
    await area.fill((await area.inputValue()).replace("licensing", "licensing:"));
    await page.locator("#save").click();
    await cell(page, LICENSING).waitFor();
    assert.equal(site.read(REPORT), original);
  });

  test("a text whose file was mended elsewhere is neither saved nor sent again and again", async () => {
    site.write(REPORT, original.replace("licensing:", "licensing"));
    await site.settle();
    const page = await form();
    const area = page.locator('textarea[name="file"]');
    let saves = 0;
    page.on("request", (request) => (saves += request.url().endsWith("edit/save") ? 1 : 0));
    await area.fill(`${await area.inputValue()}另有一句。\n`);
    site.write(REPORT, original);
    await page.locator('#saved[data-state="trouble"]').waitFor();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.ok(saves <= 2, `it was sent ${saves} times`);
    assert.equal(site.read(REPORT), original);
    assert.match(await area.inputValue(), /另有一句/);
  });

  test("what editing means for a report that stands as published is said before the first change", async () => {
    site.write(REPORT, original.replace("---\n", "---\nas_published: true\n"));
    await site.settle();
    const page = await form();
    const notice = page.locator(".published");
    await notice.waitFor();
    assert.ok(await cell(page, LICENSING).evaluate((input) => input.readOnly));
    await notice.locator("button").click();
    await cell(page, LICENSING).fill("808");
    await page.keyboard.press("Tab");
    await holds("licensing: 808");
  });
});

describe("the list", () => {
  const list = async () => {
    const page = await context.newPage();
    page.setDefaultTimeout(DEADLINE);
    await page.goto(`${site.base}__giar/edit?year=2025`);
    return page;
  };
  const DRAFT = "content/reports/qinghe/2025.md";
  const gone = () => rmSync(join(site.root, DRAFT), { force: true });

  test("a report that is missing begins there", async () => {
    const page = await list();
    await page.locator('button[data-agency="qinghe"][data-year="2025"]').click();
    await page.locator("#cells").waitFor();
    assert.ok(site.read(DRAFT).includes("draft: true"));
    // A prompt that is clicked is typed over.
    const text = page.locator('textarea[name="text:overview"]');
    await text.click({ position: { x: 60, y: 24 } });
    await page.keyboard.type("甲。");
    assert.match(await text.inputValue(), /^甲。\n\n### /);
    gone();
  });

  test("a year that is not listed is come to by typing it", async () => {
    const page = await list();
    await page.locator('.year [name="year"]').fill("2024");
    await page.keyboard.press("Enter");
    await page.locator('button[data-agency="qinghe"][data-year="2024"]').waitFor();
    await page.locator(".year a").click();
    await page.locator(".reports thead th").nth(2).waitFor();
  });

  const SITE = "site.toml";
  const wordsOf = (page) => page.locator("#said").textContent();

  test("an agency is added without loading the page again, and its report begins", async () => {
    const before = site.read(SITE);
    site.write(SITE, before);
    const page = await list();
    await page.evaluate(() => (window.isStill = true));
    const form = page.locator("#agency");
    await form.getByLabel("机关全称").fill("青河县黑岩镇人民政府");
    await form.getByLabel(/代码/).fill("qinghe");
    await form.locator("button").click();
    await until("it is refused", async () => (await wordsOf(page)).includes("qinghe"));
    assert.equal(site.read(SITE), before);
    await form.getByLabel(/代码/).fill("heiyan");
    await form.getByLabel("上级机关").selectOption("qinghe");
    await form.locator("button").click();
    await until("it is added", async () => (await wordsOf(page)).includes("政府，乡镇、街道"));
    assert.ok(await page.evaluate(() => window.isStill));
    assert.equal(await page.evaluate(() => document.activeElement.dataset.agency), "heiyan");
    const after = site.read(SITE);
    assert.ok(after.length > before.length && before.split("\n").every((line) => after.includes(line)), "a line is gone");
    await page.keyboard.press("Enter");
    await page.locator("#cells").waitFor();
    rmSync(join(site.root, "content/reports/heiyan"), { recursive: true });
  });

  test("a document of an agency that is not there waits until it is added", async () => {
    site.write(SITE, site.read(SITE));
    const page = await list();
    const html = "<h1>青河县黑石镇人民政府2025年政府信息公开工作年度报告</h1><table><tr><td colspan=3>一、本年新收政府信息公开申请数量</td><td>6</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>7</td></tr></table>";
    await page.locator('#document input[type="file"]').setInputFiles({ name: "报告.html", mimeType: "text/html", buffer: Buffer.from(html) });
    await page.locator("#document button").click();
    await until("it is not known", async () => (await wordsOf(page)).includes("黑石镇"));
    assert.equal(await page.locator('#agency [name="name"]').inputValue(), "青河县黑石镇人民政府");
    await page.keyboard.type("heishi");
    await page.keyboard.press("Enter");
    await page.locator("#cells").waitFor();
    assert.equal(await cell(page, NATURAL).inputValue(), "6");
    rmSync(join(site.root, "content/reports/heishi"), { recursive: true });
  });

  test("a document that is dropped becomes a draft with its trail, and is reviewed", async () => {
    const page = await list();
    const cells = "<td>6</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>7</td>";
    const html = `<html><body><h1>清河县人民政府2025年政府信息公开工作年度报告</h1><table>
      <tr><td colspan=3>一、本年新收政府信息公开申请数量</td>${cells}</tr></table></body></html>`;
    await page.locator('#document select[name="agency"]').selectOption("qinghe");
    await page.locator('#document [name="year"]').fill("2025");
    await page.locator('#document input[type="file"]').setInputFiles({ name: "报告.html", mimeType: "text/html", buffer: Buffer.from(html) });
    await page.locator("#document button").click();
    await page.locator("#cells").waitFor();
    assert.equal(await cell(page, NATURAL).inputValue(), "6");
    const [trail] = await Promise.all([context.waitForEvent("page"), page.locator('a[href*="edit/trail"]').click()]);
    await trail.waitForLoadState();
    assert.match(await trail.textContent("body"), /本年新收/);
    gone();
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

  test("at twice the size nothing is out of reach, and axe finds nothing", async () => {
    const page = await form();
    // What a window of 1366 × 768 shows at 200 %.
    await page.setViewportSize({ width: 683, height: 384 });
    await cell(page, NATURAL).fill("7");
    await page.locator("#found .error").first().waitFor({ state: "attached" });
    assert.deepEqual(await sidewaysProblems(page), []);
    assert.deepEqual(await axeProblems(page), []);
    // What is said of a field grows from below, and does not hide it.
    await cell(page, "applications.results.total.total").fill("700");
    await page.locator("#strip .error").waitFor();
    const [field, strip] = [await cell(page, "applications.results.total.total").boundingBox(), await page.locator("#strip").boundingBox()];
    assert.ok(field.y + field.height <= strip.y + 1, JSON.stringify([field, strip]));
    await cell(page, "disputes.litigation.after_review.total").focus();
    const box = await cell(page, "disputes.litigation.after_review.total").boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 683 && box.y >= 0 && box.y + box.height <= 384, JSON.stringify(box));
  });

  test("by keyboard alone a wrong cell is come to, seen and mended", async () => {
    const page = await form();
    const focused = () => page.evaluate(() => document.activeElement.name || document.activeElement.textContent);
    const tabTo = async (wanted, keys = "Tab") => {
      for (let steps = 0; steps < 400; steps += 1) {
        if ((await focused()).startsWith(wanted)) return;
        await page.keyboard.press(keys);
      }
      throw new Error(`no Tab leads to ${wanted}`);
    };
    await page.locator("body").press("Tab");
    await tabTo("proactive.fees.amount");
    // From the last cell of a table Tab leaves it.
    await tabTo(NATURAL);
    await page.keyboard.type("59");
    await page.keyboard.press("Tab");
    await holds("[59, 6");
    await page.locator("#found .error").first().waitFor();
    await until("it is said", async () => (await page.locator("#spoken").textContent()).includes("错误"));
    await tabTo("改成 95");
    await page.keyboard.press("Enter");
    await until("the file is as it was", async () => site.read(REPORT) === original);
  });

  test("every field is named by its row and its column, as a screen reader is told", async () => {
    const page = await form();
    const labels = await page.locator("#cells td input").evaluateAll((inputs) =>
      inputs.map((input) => input.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id).textContent).join(" ")),
    );
    assert.equal(labels.length, 200);
    assert.equal(new Set(labels).size, labels.length, "two fields have one name");
    const { nodes } = await (await context.newCDPSession(page)).send("Accessibility.getFullAXTree");
    const fields = nodes.filter((node) => !node.ignored && node.role.value === "textbox").map((node) => node.name.value);
    const plain = (text) => text.replace(/\s/g, "");
    const named = new Set(fields.map(plain));
    assert.deepEqual(labels.filter((label) => !named.has(plain(label))), []);
    assert.ok(named.has(plain("申请人情况 法人或其他组织 商业企业 二、上年结转政府信息公开申请数量")), fields.join("\n"));
    assert.deepEqual(fields.filter((name) => name === ""), [], "a field has no name");
  });

  test("a browser that is too old is told so, and shown nothing else", async () => {
    const old = await newContext();
    await old.addInitScript(() => delete Element.prototype.replaceChildren);
    const page = await old.newPage();
    page.setDefaultTimeout(DEADLINE);
    for (const address of ["edit", `edit?file=${REPORT}`]) {
      await page.goto(`${site.base}__giar/${address}`);
      assert.match(await page.locator("#old").innerText(), /极速模式/);
      assert.equal(await page.locator("main").isVisible(), false);
    }
    await old.close();
    const page2 = await form();
    assert.equal(await page2.locator("#old").isVisible(), false);
  });
});
