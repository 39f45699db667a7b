// Compares agencies of the built county, from its folder and from a server: node compare.mjs SITE

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { axeProblems } from "./lib/axe.mjs";
import { launch } from "./lib/chromium.mjs";
import { serve } from "./lib/server.mjs";
import { readSite } from "./lib/site.mjs";

const site = readSite(process.argv[2]);
const PAGE = "compare/index.html";
const PHONE = { width: 375, height: 740 };
let browser;
let server;

before(async () => {
  browser = await launch();
  server = await serve(site, site.basePath);
});

after(async () => {
  await browser.close();
  server.close();
});

async function open(url, look, viewport = { width: 1280, height: 900 }) {
  const page = await browser.newPage({ reducedMotion: "reduce", viewport });
  try {
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.blockedURI));
    });
    await page.goto(url, { waitUntil: "load" });
    await page.waitForFunction(() => document.querySelector("[data-compare] [role=status]").textContent !== "");
    await look(page);
    assert.deepEqual(await page.evaluate(() => window.violations), []);
  } finally {
    await page.close();
  }
}

const cells = (page) => page.$$eval(".compared tr", (rows) => rows.map((row) => [...row.cells].map((cell) => cell.firstChild?.textContent ?? cell.textContent)));

const QUERY = "?agency=civil&agency=qinghe&year=2023&year=2022&figure=received&figure=refused";
const TABLE = [
  ["发布机关", "年度", "新收申请", "不予公开"],
  ["青河县民政局", "2023", "16", "3"],
  ["2022", "16", "1"],
  ["青河县人民政府", "2023", "113", "14"],
];

for (const [place, base] of [["a folder", () => pathToFileURL(`${site.root}/`).href], ["a server", () => server.base]]) {
  test(`an address shows its comparison from ${place}`, () =>
    open(base() + PAGE + QUERY, async (page) => {
      await page.waitForSelector(".compared tbody tr:nth-child(4)");
      assert.deepEqual((await cells(page)).slice(0, 4), TABLE);
      const links = await page.$$eval(".compared a", (found) => found.map((link) => link.href));
      for (const link of links) {
        const path = decodeURIComponent(link.slice(base().length).replace(/#.*/, ""));
        assert.ok(site.files.has(path), path);
      }
      assert.ok(links.some((link) => link.includes("2023/civil/index.html#")), "a figure leads to its cell");
      assert.deepEqual(await axeProblems(page), []);
    }));
}

test("what is chosen stands in the address, without entries in the history", () =>
  open(server.base + PAGE, async (page) => {
    const before = await page.evaluate(() => history.length);
    await page.locator("#name").fill("民政");
    await page.locator("[data-found] button").first().click();
    await page.waitForSelector(".compared tbody tr");
    assert.match(page.url(), /\?agency=civil&year=2023&year=2022&figure=received/);
    await page.locator("[value='2022']").uncheck();
    await page.waitForFunction(() => !location.search.includes("2022"));
    assert.equal(await page.evaluate(() => history.length), before);
    const suggested = await page.locator("[data-found] button").allTextContents();
    assert.ok(suggested.length > 0 && suggested.every((name) => !name.includes("人民政府")), `of the same kind: ${suggested}`);
    await page.locator("[data-agencies] button").click();
    await page.waitForFunction(() => document.querySelector(".compare .scroll").hidden);
    assert.ok(!page.url().includes("agency="));
  }));

test("on a wide window what else there is to choose is in sight beside the names", () =>
  open(server.base + PAGE, async (page) => {
    const [names, choices] = await Promise.all([".chooser", ".compare details"].map((place) => page.locator(place).boundingBox()));
    assert.ok(choices.x >= names.x + names.width && choices.x + choices.width > 1200, `${names.x + names.width} px and ${choices.x} px`);
    assert.ok(Math.abs(choices.y - names.y) < 10, "both begin on one line");
    assert.ok(await page.locator("[data-choice=figure]").first().isVisible());
  }));

test("two taps compare two agencies on a phone, and the table is in sight", () =>
  open(
    server.base + PAGE,
    async (page) => {
      for (const name of ["教育局", "民政局"]) await page.locator("[data-found] button", { hasText: name }).click();
      const second = await page.waitForSelector(".compared thead th:nth-child(3) a");
      assert.equal(await page.locator("[data-found] button").count(), 0);
      const others = await page.locator("[data-more] button").allTextContents();
      assert.deepEqual(others, ["+ 青河县市场监督管理局"], "those that still report can be added below");
      const { y, height } = await second.boundingBox();
      assert.ok(y + height < PHONE.height, `the second agency stands at ${y}`);
      assert.ok(await page.evaluate(() => document.activeElement.closest("[data-agencies]")), "no keyboard comes up");
    },
    PHONE,
  ));

test("on a phone no figure stands without its agency and its name, however far the table is pushed", () =>
  open(
    server.base + PAGE + "?agency=education&agency=civil&agency=market&agency=qinghe&year=2023&year=2022&figure=received&figure=refused",
    async (page) => {
      await page.waitForSelector(".compared tbody td");
      for (const share of [0, 0.5, 1]) {
        const alone = await page.$eval(".compare .scroll", (frame, share) => {
          frame.scrollLeft = share * (frame.scrollWidth - frame.clientWidth);
          const { left, right } = frame.getBoundingClientRect();
          const isSeen = (element) => {
            const box = element.getBoundingClientRect();
            return box.left >= left - 1 && box.right <= right + 1;
          };
          const table = frame.querySelector("table");
          const years = (table.tHead.rows[1].cells.length - 1) / (table.tHead.rows[0].cells.length - 1);
          return [...table.tBodies[0].rows].flatMap((row) =>
            [...row.cells].slice(1).filter(isSeen).flatMap((cell) => {
              const agency = table.tHead.rows[0].cells[1 + Math.floor((cell.cellIndex - 1) / years)];
              const { left: from, right: to } = agency.querySelector("a").getBoundingClientRect();
              const isNamed = Math.min(to, right) - Math.max(from, left) > 20;
              return isNamed && isSeen(row.cells[0]) ? [] : [`${agency.textContent} ${row.cells[0].textContent} ${cell.textContent}`];
            }),
          );
        }, share);
        assert.deepEqual(alone, [], `pushed by ${share}`);
      }
    },
    PHONE,
  ));

test("what is like no other is compared with any of a few", () =>
  open(server.base + PAGE + "?agency=qinghe", async (page) => {
    const offered = await page.locator("[data-found] button").allTextContents();
    assert.equal(offered.length, 6, `${offered}`);
    assert.ok(!offered.includes("+ 青河县人民政府"));
    assert.equal(await page.locator("[data-found] .aside").count(), 0, "nobody calls them alike");
  }));

test("what was chosen last is shown, however long the figures for something else take", () =>
  open(server.base + PAGE, async (page) => {
    let arrive;
    const late = new Promise((resolve) => (arrive = resolve));
    await page.route("**/figures-*.js", (route) => late.then(() => route.continue()));
    await page.locator("#name").fill("民政");
    await page.locator("[data-found] button").first().click();
    await page.locator("[data-agencies] button").click();
    const arrived = page.waitForResponse("**/figures-*.js");
    arrive();
    await (await arrived).finished();
    await page.waitForTimeout(100);
    assert.equal(await page.locator(".compared tbody tr").count(), 0);
    assert.ok(await page.locator(".compare .scroll").isHidden());
  }));

test("figures that could not be loaded are asked for again", () =>
  open(server.base + PAGE, async (page) => {
    await page.route("**/figures-*.js", (route) => route.abort(), { times: 1 });
    await page.locator("#name").fill("民政");
    await page.locator("[data-found] button").first().click();
    await page.waitForFunction(() => document.querySelector("[data-compare] [role=status]").textContent.includes("没有加载成功"));
    await page.locator("[value='2022']").uncheck();
    await page.waitForSelector(".compared tbody tr");
  }));

test("the table is a file that spreadsheets open", () =>
  open(server.base + PAGE + QUERY, async (page) => {
    await page.waitForSelector(".compared tbody tr");
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("[download]").click()]);
    const text = await readFile(await file.path(), "utf8");
    assert.ok(text.startsWith("\ufeff发布机关,年度,新收申请,不予公开\r\n青河县民政局,2023,16,3 ("), text);
  }));

test("a name that nobody has is said to be none", () =>
  open(server.base + PAGE, async (page) => {
    await page.locator("#name").fill("没有这个");
    assert.match(await page.locator("[data-found]").textContent(), /没有名称含“没有这个”的机关/);
  }));
