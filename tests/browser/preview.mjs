// Edits a copy of the county while its preview is open in a browser: node preview.mjs
//
// The binary is GIAR, or the one that was built: release before debug.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, before, beforeEach, describe, test as unlimited } from "node:test";
import { fileURLToPath } from "node:url";
import { axeProblems } from "./lib/axe.mjs";
import { launch } from "./lib/chromium.mjs";
import { sidewaysProblems } from "./lib/sideways.mjs";
import { DEADLINE, isStill, open, until, visit, Watched } from "./lib/watched.mjs";

const COUNTY = fileURLToPath(new URL("../fixtures/county", import.meta.url));
const BUILT_IN = (path) => readFileSync(new URL(`../../themes/default/${path}`, import.meta.url), "utf8");
const REPORT = "content/reports/qinghe/2023.md";
const EDUCATION = "content/reports/education/2023.md";
const GUIDE = "content/guide.md";
const STYLE = "themes/town/assets/custom.css";

const picture = (width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="40"><rect width="${width}" height="40"/></svg>`;

/** Not everything that is asked of a browser has an end of its own. */
const LIMIT = { timeout: 10 * DEADLINE };
const test = (name, steps) => unlimited(name, LIMIT, steps);

let browser, context, site;

before(async () => {
  browser = await launch();
  site = new Watched(COUNTY);
  site.write("site.toml", site.read("site.toml").replace(/^language/m, 'theme = "town"\nactive_attachments = ["reports/qinghe/2023/map.svg"]\nlanguage'));
  site.write(STYLE, "h1 { letter-spacing: 1px !important; }\n");
  site.write("content/reports/qinghe/2023/map.svg", picture(120));
  site.edit(REPORT, "附件：", "![公开场所示意图](2023/map.svg)\n\n附件：");
  site.forget();
  await site.start();
}, LIMIT);

after(async () => {
  await browser.close();
  await site.remove();
}, LIMIT);

beforeEach(async () => {
  context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1280, height: 800 }, permissions: ["clipboard-read", "clipboard-write"] });
}, LIMIT);

afterEach(async () => {
  await context.close();
  await site.restore();
}, LIMIT);

const report = () => open(context, `${site.base}2023/qinghe/`);
const shows = (page, text) => page.waitForFunction((text) => document.querySelector("main").textContent.includes(text), text);
const panel = (page) => page.locator("#giar-preview .panel");
const pill = (page) => page.locator("#giar-preview .pill");
const named = (page) => page.locator("#giar-preview .source > code");
const isClosed = (page) => panel(page).waitFor({ state: "hidden" });
const marks = (page, level) => page.$$eval(`[data-giar="${level}"]`, (cells) => cells.map((cell) => cell.textContent));

/** Where a text stands in a file, as people count: `line:column`. */
function placeOf(path, text) {
  const lines = site.read(path).split("\n");
  const at = lines.findIndex((line) => line.includes(text));
  assert.ok(at >= 0, `${path} does not hold ${text}`);
  return `${at + 1}:${[...lines[at].slice(0, lines[at].indexOf(text))].length + 1}`;
}

/** The same page as it is when it is loaded anew. */
async function anew(page) {
  const other = await open(context, page.url());
  const seen = await snapshot(other);
  await other.close();
  return seen;
}

/** What a page shows and says of itself, marks of the preview aside. */
function snapshot(page) {
  return page.evaluate(() => {
    const main = document.querySelector("main").cloneNode(true);
    for (const marked of main.querySelectorAll("[data-giar], [data-giar-chosen]")) {
      marked.removeAttribute("data-giar");
      marked.removeAttribute("data-giar-chosen");
    }
    const said = [...document.head.querySelectorAll("title, meta, link:not([rel=stylesheet]), script[type]")];
    return { main: main.innerHTML, head: said.map((element) => element.outerHTML).sort() };
  });
}

/** Waits until a page is as it would be if it were loaded anew. */
async function catchUp(page, about = "") {
  await site.settle();
  const wanted = await anew(page);
  let seen;
  try {
    await until("the page has caught up", async () => {
      // While the page is loading there is nothing to look at.
      seen = await snapshot(page).catch(() => null);
      return seen && seen.main === wanted.main && seen.head.join() === wanted.head.join();
    });
  } catch {
    assert.deepEqual(seen, wanted, about);
  }
}

describe("what changes", () => {
  test("a changed figure shows by itself, in place", async () => {
    const page = await report();
    site.edit(REPORT, "licensing: 1920", "licensing: 1987");
    await shows(page, "1987");
    assert.ok(await isStill(page), "the page was loaded again");
    await catchUp(page);
  });

  test("what the head says is brought up to date in place", async () => {
    const page = await open(context, `${site.base}guide/`);
    site.edit(GUIDE, "title: 政府信息公开指南", "title: 信息公开办事指南");
    await page.waitForFunction(() => document.title.startsWith("信息公开办事指南"));
    await catchUp(page);

    const other = await report();
    site.edit(REPORT, "published: 2024-01-20", "published: 2024-01-23");
    await shows(other, "2024-01-23");
    assert.ok(await isStill(other));
    assert.equal(await other.getAttribute("meta[name=PubDate]", "content"), "2024-01-23");
    assert.match(await other.textContent("script[type='application/ld+json']"), /"datePublished":"2024-01-23"/);
    await catchUp(other);
  });

  test("the place in the page is kept, changed in place or loaded again", async () => {
    const page = await report();
    await page.evaluate(() => window.scrollTo(0, 1500));
    site.edit(REPORT, "coercion: 6", "coercion: 61");
    await shows(page, "61");
    assert.ok(await isStill(page));
    assert.equal(await page.evaluate(() => scrollY), 1500);

    // A paragraph above what is read moves the page with the text, not the text away from the reader.
    const at = () => page.evaluate(() => document.querySelector("#disputes").getBoundingClientRect().top);
    const before = await at();
    site.edit(REPORT, "健全信息发布审核制度", "新写的一段。\n\n健全信息发布审核制度");
    await shows(page, "新写的一段");
    assert.ok(await isStill(page));
    await until("the heading stands where it stood", async () => Math.abs((await at()) - before) <= 1);

    site.edit(REPORT, "附件：", "| 类别 | 条数 |\n|---|---:|\n| 新表 | 7 |\n\n附件：");
    await shows(page, "新表");
    assert.ok(!(await isStill(page)), "a new table is changed in place");
    await until("the page is where it was", async () => {
      const y = await page.evaluate(() => scrollY);
      return Math.abs(y - 1500) < 400 && y > 0;
    });
  });

  test("a page that does not depend on the edit neither reloads nor changes", async () => {
    const [page, other] = [await open(context, `${site.base}guide/`), await report()];
    await page.evaluate(() => {
      window.changes = [];
      new MutationObserver((changes) => window.changes.push(...changes.map((change) => change.target.textContent))).observe(document, {
        subtree: true, childList: true, characterData: true, attributes: true,
      });
    });
    site.edit(REPORT, "licensing: 1920", "licensing: 1987");
    await shows(other, "1987");
    // Events come in their order: once this one has come, that one would have.
    site.edit(GUIDE, "先看目录", "先看总目录");
    await shows(page, "先看总目录");
    assert.ok(await isStill(page));
    assert.deepEqual(await page.evaluate(() => window.changes), ["先看总目录。"]);
  });

  test("a style of the theme is exchanged without loading the page again", async () => {
    const page = await report();
    const spacing = () => page.$eval("h1", (h1) => getComputedStyle(h1).letterSpacing);
    assert.equal(await spacing(), "1px");
    for (const width of ["3px", "5px"]) {
      site.write(STYLE, `h1 { letter-spacing: ${width} !important; }\n`);
      await until("the style is there", async () => (await spacing()) === width);
    }
    assert.ok(await isStill(page));
    await page.waitForFunction(() => document.querySelectorAll('link[href*="custom."]').length === 1);
    // And the page still follows its text in place.
    site.edit(REPORT, "licensing: 1920", "licensing: 1987");
    await shows(page, "1987");
    assert.ok(await isStill(page));
    assert.equal(await spacing(), "5px");
  });

  test("a style that is new, and one that has gone", async () => {
    const page = await report();
    const colour = () => page.$eval("h1", (h1) => getComputedStyle(h1).color).catch(() => null);
    const before = await colour();
    site.write("themes/town/assets/more.css", "h1 { color: rgb(1, 2, 3) !important; }\n");
    await until("the new style is used", async () => (await colour()) === "rgb(1, 2, 3)");
    site.write("themes/town/assets/more.css", null);
    await until("it is used no longer", async () => (await colour()) === before);
  });

  test("a changed picture reloads the pages that show it, and no others", async () => {
    const [page, other] = [await report(), await open(context, `${site.base}2023/education/`)];
    const width = () => page.$eval("main img", (image) => image.complete && image.naturalWidth).catch(() => null);
    await until("the picture is there", async () => (await width()) === 120);
    site.write("content/reports/qinghe/2023/map.svg", picture(240));
    await until("the new picture is there", async () => (await width()) === 240);
    assert.ok(!(await isStill(page)));
    site.edit(EDUCATION, "licensing: 480", "licensing: 487");
    await shows(other, "487");
    assert.ok(await isStill(other));
  });

  test("a picture and the text around it change together", async () => {
    const page = await report();
    site.edit(REPORT, "licensing: 1920", "licensing: 1987");
    site.write("content/reports/qinghe/2023/map.svg", picture(260));
    await shows(page, "1987");
    await until("the new picture is there", () =>
      page.$eval("main img", (image) => image.complete && image.naturalWidth === 260).catch(() => false));
  });

  test("a new report stands where there was none, and a deleted one is gone", async () => {
    const text = site.read(EDUCATION).replaceAll("2023", "2024").replace("published: 2024-01-24", "published: 2025-01-24");
    const page = await context.newPage();
    const plain = await context.newPage();
    await page.goto(`${site.base}2024/education/`);
    await plain.goto(`${site.base}2024/education`);
    assert.equal(await page.getAttribute("html", "data-kind"), "404");
    await pill(page).waitFor();
    await pill(plain).waitFor();
    site.write("content/reports/education/2024.md", text);
    for (const each of [page, plain]) {
      await each.waitForFunction(() => document.documentElement.dataset.kind === "report", null, { timeout: DEADLINE });
      assert.equal(each.url(), `${site.base}2024/education/`);
      assert.match(await each.textContent("h1"), /教育局2024年/);
    }
    site.write("content/reports/education/2024.md", null);
    await page.waitForFunction(() => document.documentElement.dataset.kind === "404", null, { timeout: DEADLINE });
    await panel(page).waitFor();
    assert.match(await panel(page).textContent(), /没有这一页/);
    assert.match(await pill(page).textContent(), /没有这一页/);
  });

  test("a page whose name is Chinese follows its file", async () => {
    site.write("content/办事指南.md", "---\ntitle: 办事指南\n---\n\n第一版。\n");
    await site.settle();
    const page = await open(context, `${site.base}${encodeURIComponent("办事指南")}/`);
    site.edit("content/办事指南.md", "第一版", "第二版");
    await shows(page, "第二版");
    assert.ok(await isStill(page));
  });

  test("a list in an order of the reader's keeps every figure in its row", async () => {
    const page = await open(context, `${site.base}2023/`);
    const rows = (of) => of.$$eval(".ledger tbody tr", (rows) => rows.map((row) => row.textContent.replace(/\s+/g, " ")).sort());
    const heads = page.locator(".ledger thead button");
    for (let at = 0; at < (await heads.count()); at += 1) {
      await heads.nth(at).click();
      const figure = 27 + at + 1;
      site.write(EDUCATION, site.read(EDUCATION).replace(/received: .*/, `received: [18, 4, 1, 1, 2, ${figure - 26}, ${figure}]`));
      await page.waitForFunction((figure) => [...document.querySelectorAll(".ledger tbody tr")].some((row) => row.textContent.includes(figure)), `${figure}`);
      await site.settle();
      const fresh = await open(context, page.url());
      assert.deepEqual(await rows(page), await rows(fresh));
      await fresh.close();
    }
  });

  test("rows that a script has moved are never taken for others", async () => {
    // The figures are the same, and the theme's own script would mark the table.
    site.edit(REPORT, "| 微信公众号 | 86 |", "| 微信公众号 | 120 |");
    await site.settle();
    const page = await report();
    await page.evaluate(() => {
      const body = document.querySelector("table.plain tbody");
      body.append(body.rows[0]);
    });
    site.edit(REPORT, "| 门户网站 | 120 |", "| 门户网站 | 125 |");
    await shows(page, "125");
    await catchUp(page);
  });
});

describe("what is wrong", () => {
  const WRONG = ["granted: [37, 3, 3,", "granted: [37, 4, 3,"];

  test("an error is told with place, line, equation and remedy, marked on its cells, and gone when mended", async () => {
    const page = await report();
    assert.equal(await panel(page).isVisible(), false);
    site.edit(REPORT, ...WRONG);
    await panel(page).waitFor();
    const error = panel(page).locator("li.error").first();
    const place = placeOf(REPORT, "4, 3, 0, 0, 3, 46]");
    assert.match(await error.textContent(), new RegExp(`${REPORT}:${place}`));
    assert.match(await error.locator(".line code").first().textContent(), /granted: \[37, 4, 3, 0, 0, 3, 46\]/);
    assert.equal(await error.locator("mark.wrong").textContent(), "4");
    assert.match(await error.locator(".equation").first().textContent(), /37 \+ 4 \+ 3 \+ 0 \+ 0 \+ 3 ≠ 46，差 1/);
    assert.match(await error.locator(".hint").textContent(), /办法.*→ 3/);
    assert.deepEqual(await marks(page, "error"), ["4"]);
    assert.equal(await page.getAttribute('[data-giar="error"]', "data-source"), place);
    assert.ok((await marks(page, "related")).includes("46"));
    assert.match(await pill(page).textContent(), /1 个错误/);
    assert.match(await page.textContent("h1"), /2023年/);

    site.edit(REPORT, ...WRONG.toReversed());
    await isClosed(page);
    assert.deepEqual([await marks(page, "error"), await marks(page, "related")], [[], []]);
    assert.match(await pill(page).textContent(), /0 个错误/);
    assert.ok(await isStill(page));
  });

  test("an error elsewhere is told with the way to its page", async () => {
    site.edit(REPORT, ...WRONG);
    await site.settle();
    const page = await open(context, `${site.base}guide/`);
    assert.equal(await panel(page).isVisible(), false);
    await pill(page).click();
    await panel(page).locator(".elsewhere a").click();
    await page.waitForURL(/2023\/qinghe\/(index\.html)?$/);
    await panel(page).waitFor();
  });

  test("warnings alone leave the panel closed, and the pill says so", async () => {
    const page = await open(context, `${site.base}2022/education/`);
    assert.equal(await panel(page).isVisible(), false);
    assert.match(await pill(page).textContent(), /[1-9] 个警告/);
    assert.deepEqual(await marks(page, "warning"), ["5"]);
    await pill(page).click();
    await panel(page).waitFor();
    assert.match(await panel(page).textContent(), /写的是 5，应为 4/);
    assert.equal(await pill(page).getAttribute("aria-expanded"), "true");
    await pill(page).click();
    await isClosed(page);
  });

  test("hostile text is shown as text and runs nothing", async () => {
    const page = await report();
    await page.evaluate(() => (window.alert = () => (window.isHit = true)));
    const hostile = `<img src=x onerror=alert(1)></script><script>alert(1)</script>`;
    site.edit(REPORT, "licensing: 1920", `licensing: "${hostile}"`);
    await panel(page).waitFor();
    assert.match(await panel(page).textContent(), /<img src=x onerror=alert\(1\)><\/script><script>alert\(1\)<\/script>/);
    await shows(page, "<img src=x");
    site.edit(REPORT, "year: 2023", `year: 2023\ntitle: "${hostile}"`);
    await site.settle();
    await until("the new findings are told", async () => (await panel(page).textContent().catch(() => "")).includes("onerror"));
    site.edit(REPORT, "\nproactive:", `\n"${hostile}": 1\nproactive:`);
    await site.settle();
    for (const each of [page, await open(context, page.url())]) {
      await panel(each).waitFor();
      assert.equal(await each.evaluate(() => window.isHit), undefined);
      const found = await each.evaluate(() => [document, document.querySelector("#giar-preview").shadowRoot].map(
        (root) => root.querySelectorAll("img[src=x], [onerror], script:not([src]):not([type])").length));
      assert.deepEqual(found, [0, 0]);
    }
    const answer = await fetch(`${site.base}"><script>alert(1)</script>`);
    assert.ok(!(await answer.text()).includes("<script>alert"));
  });

  test("a file that cannot be read keeps the last good page under the message", async () => {
    const page = await report();
    site.edit(REPORT, "  licensing: 1920", "  licensing: [1920\n bad: : yaml");
    await panel(page).waitFor();
    assert.match(await panel(page).textContent(), /content\/reports\/qinghe\/2023\.md:\d+:\d+/);
    await shows(page, "1920");
    assert.match(await page.textContent("h1"), /青河县人民政府2023年/);
    // Who comes now sees the same.
    const other = await report();
    await panel(other).waitFor();
    await shows(other, "1920");
    await other.close();
    site.edit(REPORT, "  licensing: [1920\n bad: : yaml", "  licensing: 1921");
    await shows(page, "1921");
    await isClosed(page);
    await catchUp(page);
  });

  test("a broken site.toml is a message over the last good page", async () => {
    const page = await report();
    const before = site.said.length;
    site.edit("site.toml", 'language = "zh-CN"', 'language = "zh-CN');
    await panel(page).waitFor();
    assert.match(await panel(page).textContent(), /site\.toml 有错[^]*site\.toml:\d+:\d+/);
    assert.match(await pill(page).textContent(), /site\.toml 有错/);
    await shows(page, "1920");
    await until("the terminal says so", () => site.said.slice(before).includes("site.toml:"));
    assert.equal(site.child.exitCode, null);
    site.edit("site.toml", 'language = "zh-CN', 'language = "zh-CN"');
    await isClosed(page);
    assert.ok(await isStill(page));
  });

  test("a template that cannot be read is a message over the last good page", async () => {
    const page = await report();
    const before = site.said.length;
    site.write("themes/town/templates/partials/footer.html", "{% if %}");
    await panel(page).waitFor();
    assert.match(await panel(page).textContent(), /模板有错[^]*themes\/town\/templates\/partials\/footer\.html:1/);
    await shows(page, "1920");
    await until("the terminal says so", () => site.said.slice(before).includes("footer.html:1"));
    site.write("themes/town/templates/partials/footer.html", "<footer>新页脚</footer>\n");
    await page.waitForFunction(() => document.querySelector("footer").textContent === "新页脚");
    await isClosed(page);
  });

  test("a template that fails for one page alone keeps that page as it was", async () => {
    const [page, other] = [await open(context, `${site.base}guide/`), await report()];
    const before = site.said.length;
    site.write("themes/town/templates/page.html", BUILT_IN("templates/page.html").replace("{{ html | safe }}", "{{ nonsense }}{{ html | safe }}"));
    await panel(page).waitFor();
    assert.match(await panel(page).textContent(), /模板有错[^]*nonsense/);
    await shows(page, "20个工作日");
    await until("the terminal says so", () => site.said.slice(before).includes("nonsense"));
    // Text goes on meanwhile, and who comes now sees the page and the message.
    site.edit(REPORT, "licensing: 1920", "licensing: 1987");
    await shows(other, "1987");
    assert.equal(await panel(other).isVisible(), false);
    const late = await open(context, page.url());
    await panel(late).waitFor();
    await shows(late, "20个工作日");
    site.write("themes/town/templates/page.html", BUILT_IN("templates/page.html"));
    await isClosed(page);
    await isClosed(late);
    await catchUp(page);
  });

  test("what was put away comes back only for another error", async () => {
    const page = await report();
    site.edit(REPORT, ...WRONG);
    await panel(page).waitFor();
    await page.keyboard.press("Escape");
    await isClosed(page);
    assert.deepEqual(await marks(page, "error"), ["4"]);
    // Edits above move its line; loading the page again forgets nothing.
    site.edit(REPORT, "year: 2023", "# 一行说明\nyear: 2023");
    await page.waitForFunction((place) => document.querySelector("[data-giar=error]").dataset.source === place, placeOf(REPORT, "4, 3, 0, 0, 3, 46]"));
    assert.equal(await panel(page).isVisible(), false);
    await visit(page, page.url());
    assert.equal(await panel(page).isVisible(), false);

    site.edit(REPORT, "direct: [2, 0, 0, 1, 3]", "direct: [2, 0, 0, 1, 9]");
    await panel(page).waitFor();
    await panel(page).locator(".close").click();
    await isClosed(page);
    // Mended and made once more it is another.
    site.edit(REPORT, "direct: [2, 0, 0, 1, 9]", "direct: [2, 0, 0, 1, 3]");
    await until("one error is left", async () => (await pill(page).textContent()).startsWith("1 个错误"));
    assert.equal(await panel(page).isVisible(), false);
    site.edit(REPORT, "direct: [2, 0, 0, 1, 3]", "direct: [2, 0, 0, 1, 9]");
    await panel(page).waitFor();
  });

  test("what stays the same leaves the panel alone: the focus, and how far it was read", async () => {
    const page = await report();
    site.edit(REPORT, ...WRONG);
    await panel(page).waitFor();
    const copy = panel(page).locator(".place button").first();
    await copy.focus();
    site.edit(REPORT, "coercion: 6", "coercion: 61");
    await shows(page, "61");
    await site.settle();
    assert.ok(await copy.evaluate((button) => button.getRootNode().activeElement === button));
  });

  test("the panel is reached by keyboard in a sensible order", async () => {
    const page = await report();
    site.edit(REPORT, ...WRONG);
    await panel(page).waitFor();
    await page.evaluate(() => document.querySelector("footer a, footer").scrollIntoView());
    const order = [];
    await page.locator("#giar-preview .close").focus();
    for (let presses = 0; presses < 8; presses += 1) {
      order.push(await page.evaluate(() => document.activeElement.shadowRoot?.activeElement.textContent ?? "away"));
      await page.keyboard.press("Tab");
    }
    assert.equal(order[0], "收起");
    assert.equal(order[1], "复制");
    assert.equal(order[2], "看页面上的位置");
    assert.ok(order.some((text) => text.includes("个错误")), order.join());
  });
});

describe("from the page to its file", () => {
  test("a cell and a paragraph name their file, line and column, ready to copy", async () => {
    const page = await report();
    const cases = [
      [page.locator("td", { hasText: /^1920$/ }), placeOf(REPORT, "1920")],
      [page.locator("td", { hasText: /^46$/ }), placeOf(REPORT, "46],\n".slice(0, 3))],
      [page.locator("p", { hasText: "健全信息发布审核制度" }), placeOf(REPORT, "健全信息").split(":")[0]],
      [page.locator("li", { hasText: "按季度通报" }), placeOf(REPORT, "- 按季度").split(":")[0]],
      [page.locator("td", { hasText: "微信公众号" }), placeOf(REPORT, "| 渠道").split(":")[0]],
    ];
    for (const [element, place] of cases) {
      await element.first().click();
      const wanted = `${REPORT}:${place}`;
      await page.waitForFunction((wanted) => document.querySelector("#giar-preview").shadowRoot.querySelector(".source > code")?.textContent === wanted, wanted);
      await page.locator("#giar-preview .source button", { hasText: "复制" }).click();
      await page.locator("#giar-preview .source button", { hasText: "已复制" }).waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), wanted);
      assert.equal(await page.locator("[data-giar-chosen]").count(), 1);
    }
    await page.keyboard.press("Escape");
    await named(page).waitFor({ state: "hidden" });
    assert.equal(await page.locator("[data-giar-chosen]").count(), 0);
  });

  test("the name follows the paragraph when lines come before it", async () => {
    const page = await report();
    await page.locator("p", { hasText: "健全信息发布审核制度" }).click();
    await named(page).waitFor();
    site.edit(REPORT, "### （一）政府信息管理", "新写的一段。\n\n### （一）政府信息管理");
    await shows(page, "新写的一段");
    assert.ok(await isStill(page));
    await until("the name is right", async () => (await named(page).textContent()) === `${REPORT}:${placeOf(REPORT, "健全信息").split(":")[0]}`);
    assert.equal(await page.locator("[data-giar-chosen]").textContent(), "健全信息发布审核制度，逐条落实责任。");
  });

  test("a finding leads to its cell, above the panel", async () => {
    const page = await report();
    site.edit(REPORT, "granted: [37, 3, 3,", "granted: [37, 4, 3,");
    await panel(page).waitFor();
    await panel(page).locator("button", { hasText: "看页面上的位置" }).first().click();
    const box = await page.locator('[data-giar="error"]').boundingBox();
    const top = (await page.locator("#giar-preview .source").boundingBox()).y;
    assert.ok(box.y > 0 && box.y + box.height < top, `${box.y} ${top}`);
  });
});

describe("pages and previews that come and go", () => {
  test("two tabs show the same", async () => {
    const pages = [await report(), await report()];
    site.edit(REPORT, "licensing: 1920", "licensing: 1987");
    for (const page of pages) {
      await shows(page, "1987");
      assert.ok(await isStill(page));
    }
  });

  test("a dozen pages that are all looked at follow their files, and leads can be followed from each", async () => {
    const pages = [];
    for (let number = 0; number < 12; number += 1) pages.push(await report());
    site.edit(REPORT, "licensing: 1920", "licensing: 1987");
    for (const page of pages) {
      await shows(page, "1987");
      assert.ok(await isStill(page));
    }
    await visit(pages[0], `${site.base}guide/`);
    site.edit(GUIDE, "title: 政府信息公开指南", "title: 信息公开办事指南");
    await pages[0].waitForFunction(() => document.title.startsWith("信息公开办事指南"));
  });

  test("a browser without shared workers asks by itself", async () => {
    await context.addInitScript(() => delete window.SharedWorker);
    const page = await report();
    site.edit(REPORT, "licensing: 1920", "licensing: 1987");
    await shows(page, "1987");
    assert.ok(await isStill(page));
  });

  test("a tab in the background rests, and catches up when it is seen", async () => {
    const [page, other] = [await report(), await report()];
    const hide = (hidden) => page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
    await hide(true);
    site.edit(REPORT, "licensing: 1920", "licensing: 1987");
    await shows(other, "1987");
    await site.settle();
    assert.ok(!(await page.textContent("main")).includes("1987"));
    await hide(false);
    await shows(page, "1987");
    assert.ok(await isStill(page));
  });

  test("a preview that stops and starts again is followed again", async () => {
    // A picture may have changed meanwhile, so that pages which show one are loaded again.
    const page = await open(context, `${site.base}2023/education/`);
    await site.stop();
    try {
      await page.locator("#giar-preview[data-lost]").waitFor();
      assert.equal(await page.locator("#giar-preview .lost").isVisible(), true);
      site.edit(EDUCATION, "licensing: 480", "licensing: 487");
    } finally {
      await site.start();
    }
    await shows(page, "487");
    assert.ok(await isStill(page));
    await page.locator("#giar-preview:not([data-lost])").waitFor({ state: "attached" });
    site.edit(EDUCATION, "licensing: 487", "licensing: 488");
    await shows(page, "488");
    assert.ok(await isStill(page));
  });

  test("there and back: a version that was loaded again once is loaded again once more", async () => {
    site.edit(REPORT, "| 微信公众号 | 86 |", "| 微信公众号 | 120 |");
    await site.settle();
    const page = await report();
    const [one, other] = ["| 门户网站 | 120 |", "| 门户网站 | 125 |"];
    for (let times = 0; times < 2; times += 1) {
      // What a script has moved is left to a reload.
      await page.evaluate(() => {
        const body = document.querySelector("table.plain tbody");
        body.append(body.rows[0]);
      });
      site.edit(REPORT, one, other);
      await page.waitForFunction(() => window.isStill === undefined && document.querySelector("main")?.textContent.includes("125"));
      await visit(page, page.url());
      site.edit(REPORT, other, one);
      await page.waitForFunction(() => !document.querySelector("main").textContent.includes("125"));
      assert.ok(await isStill(page));
    }
  });

  test("drafts are shown, and marked", async () => {
    const drafts = new Watched(COUNTY, "--drafts");
    try {
      await drafts.start();
      const page = await open(context, `${drafts.base}2023/taoyuan/`);
      assert.match(await page.textContent(".page-head .badge"), /草稿/);
      assert.match(await page.textContent(".masthead"), /草稿/);
      assert.equal((await fetch(`${site.base}2023/taoyuan/`)).status, 404);
      const path = "content/reports/taoyuan/2023/index.md";
      drafts.edit(path, "行政许可: 0", "行政许可: 33");
      await shows(page, "33");
      assert.ok(await isStill(page));
      drafts.edit(path, "draft: true\n", "");
      await page.waitForFunction(() => !document.querySelector(".page-head .badge"));
    } finally {
      await drafts.remove();
    }
  });
});

describe("how it looks", () => {
  test("the page looks as it will be published", async () => {
    for (const path of ["", "2023/", "2023/qinghe/"]) {
      const page = await open(context, site.base + path);
      const looks = () => page.evaluate(() => [...document.querySelectorAll("body *:not(#giar-preview)")].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const { color, backgroundColor, font, borderWidth } = getComputedStyle(element);
        return [element.tagName, x, y, width, height, color, backgroundColor, font, borderWidth].join(" ");
      }));
      const before = await looks();
      await page.evaluate(() => (document.querySelector('link[href$="__giar/preview.css"]').disabled = true));
      assert.deepEqual(before, await looks());
      await page.close();
    }
  });

  test("a page with everything open is accessible, legible and leaves room", async () => {
    const page = await report();
    site.edit(REPORT, "granted: [37, 3, 3,", "granted: [37, 4, 3,");
    await panel(page).waitFor();
    await page.locator("td", { hasText: /^1920$/ }).click();
    await named(page).waitFor();
    for (const [width, colorScheme] of [[1280, "light"], [375, "light"], [375, "dark"], [1280, "dark"]]) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const seen = `${width} px ${colorScheme}`;
      assert.deepEqual([await axeProblems(page), await sidewaysProblems(page)], [[], []], seen);
      const { top, sizes, animations } = await page.evaluate(() => {
        const shadow = document.querySelector("#giar-preview").shadowRoot;
        const texts = [...shadow.querySelectorAll(".box *")].filter((element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
        return {
          top: shadow.querySelector(".box").getBoundingClientRect().top,
          sizes: texts.map((element) => parseFloat(getComputedStyle(element).fontSize)),
          animations: shadow.getAnimations().length,
        };
      });
      assert.ok(top >= 0.44 * 800, `${seen}: what is told begins at ${top}`);
      assert.ok(Math.min(...sizes) >= 14, `${seen}: text of ${Math.min(...sizes)} px`);
      assert.equal(animations, 0);
      // The end of the page can be scrolled above it.
      const last = await page.evaluate(() => {
        window.scrollTo(0, document.documentElement.scrollHeight);
        return document.querySelector("footer").getBoundingClientRect().bottom;
      });
      assert.ok(last <= top + 1, `${seen}: the foot of the page ends at ${last}, under what begins at ${top}`);
    }
  });
});

describe("a page changed in place is the page that a reload would give", () => {
  const SEED = Number(process.env.SEED ?? 20240120);
  const EDITS = Number(process.env.EDITS ?? 60);

  /** Numbers that look random and are the same every time. */
  function dice(seed) {
    let state = seed >>> 0;
    return (sides) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * sides);
    };
  }

  test(`${EDITS} edits, seed ${SEED}`, async () => {
    const roll = dice(SEED);
    const page = await report();
    let inPlace = 0;
    const done = [];
    for (let at = 0; at < EDITS; at += 1) {
      const [name, text] = randomEdit(roll, site.read(REPORT));
      done.push(name);
      site.write(REPORT, text);
      await catchUp(page, `after ${done.slice(-5).join(", ")}:\n${text}`);
      if (await isStill(page)) inPlace += 1;
      else await visit(page, page.url());
    }
    assert.ok(inPlace > EDITS / 2, `${inPlace} of ${EDITS} in place: ${done.join(", ")}`);
  });

  const WORDS = ["公开", "政策解读", "“图解”", "<b>原样</b>", "**着重**", "[指南](../../guide.md)", "2024年", "`代码`", "办理12件", "&amp;"];

  function randomEdit(roll, text) {
    const pick = (list) => list[roll(list.length)];
    const words = () => Array.from({ length: 1 + roll(4) }, () => pick(WORDS)).join("，");
    const [head, ...rest] = text.split("\n---\n");
    const body = rest.join("\n---\n");
    const blocks = body.split("\n\n");
    const at = 1 + roll(blocks.length - 1);
    const insert = (block) => `${head}\n---\n${blocks.toSpliced(at, 0, block).join("\n\n")}`;
    const replaceOne = (pattern, make, of = text) => {
      const found = [...of.matchAll(pattern)];
      if (found.length === 0) return of;
      const one = pick(found);
      return of.slice(0, one.index) + make(one[0]) + of.slice(one.index + one[0].length);
    };
    const inHead = (pattern, make) => `${replaceOne(pattern, make, head)}\n---\n${body}`;
    const inBody = (pattern, make) => `${head}\n---\n${replaceOne(pattern, make, body)}`;
    const EDITS = {
      figure: () => inHead(/(?<=\[|, )\d+(?=,|\])/g, () => String(roll(120))),
      "figure again": () => inHead(/(?<=\[|, )\d+(?=,|\])/g, (old) => String(Number(old) + 1)),
      "blank figure": () => inHead(/(?<=\[|, )\d+(?=,)/g, () => "~"),
      "no total": () => inHead(/\[\d+, \d+, \d+, \d+, \d+, \d+, \d+\]/g, (row) => {
        const [a, b, c, d, e, f] = row.match(/\d+/g);
        return `{natural_person: ${a}, commercial: ${b}, research: ${c}, social: ${d}, legal: ${e}, other: ${f}}`;
      }),
      remark: () => inHead(/(?<=(licensing|penalties|coercion): )\S.*/g, () => pick(["12", "15（含委托）", "0", "“三”"])),
      date: () => inHead(/(?<=published: ).*/g, () => pick(["2024-01-20", "2024-01-21 09:30", "2024-02-30"])),
      note: () => inHead(/(?<=note: )[^}]*/g, () => pick(["更正数字", "补充说明", "更正表三"])),
      waiver: () => (head.includes("waivers:")
        ? `${head.replace(/\nwaivers:.*/, "")}\n---\n${body}`
        : `${head}\nwaivers: [{rule: total-mismatch, at: applications.results.granted, reason: 核对过}]\n---\n${body}`),
      lines: () => `${head}\n# 说明\n---\n${body}`,
      paragraph: () => insert(words()),
      "two paragraphs": () => insert(`${words()}\n\n${words()}`),
      list: () => insert(`- ${words()}\n- ${words()}`),
      item: () => inBody(/\n- .*/g, (old) => `${old}\n- ${words()}`),
      "no item": () => inBody(/\n- .*/g, () => ""),
      heading: () => inBody(/(?<=\n### ).*/g, () => `（${pick(["一", "二", "三", "四"])}）${pick(["数据公开", "监督", "平台建设"])}`),
      "new heading": () => insert(`### ${pick(["新的小节", "数据公开", "监督保障"])}\n\n${words()}`),
      table: () => insert(`| 甲 | 乙 |\n|---|---:|\n| ${pick(WORDS)} | ${roll(99)} |`),
      cell: () => inBody(/(?<=\| )\d+(?= \|)/g, () => String(roll(200))),
      quote: () => insert(`> ${words()}`),
      removed: () => (blocks.length > 8 ? `${head}\n---\n${blocks.toSpliced(at, 1).join("\n\n")}` : insert(words())),
      reworded: () => inBody(/[，。](?=[^\n]{4})/g, () => `，${pick(WORDS)}，`),
    };
    const name = pick(Object.keys(EDITS));
    return [name, EDITS[name]()];
  }
});
