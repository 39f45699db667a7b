// Searches the built county as a reader does: node search.mjs SITE

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch } from "./lib/chromium.mjs";
import { listen } from "./lib/noise.mjs";
import { axeProblems } from "./lib/axe.mjs";
import { serve } from "./lib/server.mjs";
import { sidewaysProblems } from "./lib/sideways.mjs";
import { readSite } from "./lib/site.mjs";

/** As strict as a site of static files can be served. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'none'";

const site = readSite(process.argv[2] ?? "");

const report = (year, agency) => `${year}/${agency}/index.html`;
const reports = (agency, ...years) => years.map((year) => report(year, agency));
const body = (agency) => `agencies/${agency}/index.html`;

const EDUCATION = [...reports("education", 2021, 2022, 2023), body("education")];
const OLD_FORM = [report(2018, "qinghe"), report(2018, "commerce"), report(2018, "quality")];

/** What is typed, and exactly what must be found. */
const EXACTLY = {
  // One character.
  "镇": [report(2022, "taoyuan"), body("taoyuan")],
  "桃": [report(2022, "taoyuan"), body("taoyuan")],
  "虚": ["guide/index.html"],
  "质": [report(2018, "quality"), body("quality")],
  // Words, whole and in part, and words that no dictionary has.
  "教育": EDUCATION,
  "育局": EDUCATION,
  "县教": EDUCATION,
  "桃源镇": [report(2022, "taoyuan"), body("taoyuan")],
  "质量技术": [report(2018, "quality"), body("quality")],
  "工商": [report(2018, "commerce"), body("commerce")],
  "督局": [report(2018, "quality"), body("quality")],
  "民政和社会保障局": [report(2020, "civil"), body("civil")],
  "众关": OLD_FORM,
  "指南": ["guide/index.html", "index.html"],
  // Tables that authors write, and figures named in the free form.
  "微信公众号": [report(2023, "qinghe")],
  "门户网站": [report(2023, "qinghe")],
  "机构概况": OLD_FORM,
  "行政复议数量": OLD_FORM,
  // Numbers.
  "522条": [report(2023, "qinghe")],
  "313": [report(2023, "education")],
  "867": [report(2018, "quality")],
  "20个工作日": ["guide/index.html"],
  "96条": [report(2020, "qinghe"), report(2022, "taoyuan")],
  // Widths, blanks and punctuation make no difference.
  "５２２条": [report(2023, "qinghe")],
  "２０个工作日": ["guide/index.html"],
  "“教育”局，": EDUCATION,
  "522条其中概况类273条": [report(2023, "qinghe")],
  // Several words.
  "教育局 2022": [report(2022, "education")],
  "社会保障局　2020年": [report(2020, "civil")],
  "桃源 教育": [],
  // Sentences.
  "回应群众关切": OLD_FORM,
  "公开内容不够及时，今后将明确专人负责。": [report(2022, "taoyuan")],
  "全年收到政府信息公开申请56件，上年结转0件，办结52件，结转下年度4件。": [report(2023, "market")],
  "本站按年度和机关收录，可以查阅指南。": ["index.html"],
  "各年度的报告在首页按年度排列，也可以从2023年县政府报告开始": ["guide/index.html"],
  // What nobody wrote. The last two have only words that occur, in another order.
  "铁路": [],
  "１２３４５": [],
  "，。？": [],
  "教育公开局": [],
  "关切群众": [],
};

/** What is typed, and what must come first. */
const FIRST = {
  "青河县教育局2023年政府信息公开工作年度报告": report(2023, "education"),
  "人民政府2023年": report(2023, "qinghe"),
  "政府信息公开指南": "guide/index.html",
  // An agency's name leads to its page, on which all years stand.
  "市场监督管理局": body("market"),
  "市场监督管理局 2022": report(2022, "market"),
  "申请113件": report(2023, "qinghe"),
  "数据公开": report(2023, "qinghe"),
};

const PLACES = [
  { name: "from its folder", open: async () => ({ address: pathToFileURL(join(site.root, "search/index.html")).href, close() {} }) },
  {
    name: "under a path, with a strict policy",
    open: async () => {
      const { base, close } = await serve(site, "/zwgk/xxgk/", { "content-security-policy": POLICY });
      return { address: `${base}search/index.html`, close };
    },
  },
];

/** Every link to a found page, in order, from the root of the site. */
function found(page) {
  return page.$$eval("#results h3 a", (links) => links.map((link) => link.getAttribute("href").replace(/^(\.\.\/)+/, "")));
}

/** The count as announced, once there is one. */
async function announced(page) {
  await page.waitForFunction(() => !["", document.querySelector("#results").dataset.busy].includes(document.querySelector("#tally").textContent));
  return page.textContent("#tally");
}

async function showAll(page) {
  while (await page.isVisible("#results > button")) {
    const before = (await found(page)).length;
    await page.click("#results > button");
    await page.waitForFunction((count) => document.querySelectorAll("#results li").length > count, before);
  }
}

for (const { name, open } of PLACES) {
  describe(name, () => {
    let browser, place, page, noise;

    before(async () => {
      browser = await launch();
      place = await open();
      page = await browser.newPage({ locale: "zh-CN", reducedMotion: "reduce" });
      page.setDefaultTimeout(60_000);
      noise = listen(page);
    });

    after(async () => {
      await browser.close();
      place.close();
      assert.deepEqual([noise.messages, noise.failures], [[], []]);
    });

    const ask = async (query) => {
      await page.goto(`${place.address}?${new URLSearchParams(query)}`);
      return announced(page);
    };

    for (const [q, expected] of Object.entries(EXACTLY)) {
      test(`${q}: ${expected.length}`, async () => {
        const tally = await ask({ q });
        await showAll(page);
        assert.deepEqual((await found(page)).sort(), [...expected].sort());
        assert.match(tally, expected.length === 0 ? /^没有找到/ : new RegExp(`^找到 ${expected.length} 条结果$`));
      });
    }

    for (const [q, expected] of Object.entries(FIRST)) {
      test(`${q}: ${expected} first`, async () => {
        await ask({ q });
        assert.equal((await found(page))[0], expected);
      });
    }

    test("a year and a body narrow it down", async () => {
      assert.equal(await ask({ q: "公开", year: "2018" }), "找到 3 条结果");
      assert.deepEqual((await found(page)).sort(), [...OLD_FORM].sort());
      assert.equal(await page.inputValue("#year"), "2018");
      assert.equal(await ask({ q: "公开", agency: "education" }), "找到 3 条结果");
      assert.deepEqual(await found(page), reports("education", 2023, 2022, 2021));
      assert.equal(await ask({ q: "公开", year: "2022", agency: "education" }), "找到 1 条结果");
      assert.match(await ask({ q: "桃源", agency: "education" }), /^没有找到/);
    });

    test("each filter counts what its choices would leave", async () => {
      await ask({ q: "教育", year: "2022" });
      const choices = (name) => page.$$eval(`#${name} option`, (options) => options.map((option) => option.textContent.trim()));
      assert.deepEqual((await choices("year")).slice(0, 5), ["所有年度", "2023年（1）", "2022年（1）", "2021年（1）", "2020年（0）"]);
      assert.deepEqual((await choices("agency")).slice(2, 4), ["青河县教育局（1）", "青河县民政局（0）"]);
    });

    test("a result names its agency and its year once", async () => {
      await ask({ q: "教育局 2022" });
      const text = await page.innerText("#results li");
      assert.deepEqual([text.split("教育局").length, text.split("\n")[0]], [2, "青河县教育局 2022年"]);
    });

    test("where nothing is found, what there is stays in sight", async () => {
      await ask({ q: "铁路" });
      assert.equal(await page.isVisible("#everything"), true);
      await ask({ q: "教育" });
      assert.equal(await page.isVisible("#everything"), false);
    });

    test("the excerpt is from where the longest word stands", async () => {
      await ask({ q: "公开 微信公众号" });
      assert.match(await page.textContent("#results li"), /门户网站\s*120\s*微信公众号\s*86/);
    });

    test("what the tables say is found with its figure, the most first", async () => {
      const tally = await ask({ q: "国家秘密" });
      assert.equal((await found(page))[0], report(2023, "qinghe"));
      assert.match(await page.textContent("#results li"), /国家秘密：2/);
      assert.equal(await ask({ q: "國家秘密" }), tally, "traditional characters are the same");
      await ask({ q: "行政复议 教育局" });
      assert.ok((await found(page)).every((path) => path.includes("education")), "an agency's name narrows it down");
      assert.equal(await ask({ q: "补正", year: "2018" }), await ask({ q: "铁路" }), "a report without tables states nothing");
    });

    test("hits are marked, and the section is one click away", async () => {
      await ask({ q: "微信公众号" });
      assert.equal(await page.textContent("#results mark"), "微信公众号");
      await page.click("#results a[href$='#overview']");
      await page.waitForURL(/2023\/qinghe\/index\.html#overview$/, { waitUntil: "load" });
    });

    test("many results come a few at a time", async () => {
      assert.match(await ask({ q: "公开" }), /^找到 2[0-9] 条结果$/);
      assert.equal((await found(page)).length, 5);
      await page.click("#results > button");
      await page.waitForFunction(() => document.querySelectorAll("#results li").length === 10);
      const focused = await page.evaluate(() => [...document.querySelectorAll("#results h3 a")].indexOf(document.activeElement));
      assert.equal(focused, 5, "the first of the new results has the focus");
    });

    test("the keyboard is enough", async () => {
      await page.goto(new URL("../2022/education/index.html", place.address).href);
      for (let presses = 0; presses < 10; presses++) {
        await page.keyboard.press("Tab");
        if (await page.evaluate(() => document.activeElement.name === "q")) break;
      }
      await page.keyboard.insertText("桃源镇");
      await page.keyboard.press("Enter");
      await page.waitForURL(/search\/index\.html\?/);
      assert.equal(await announced(page), "找到 2 条结果");
      assert.equal(await page.inputValue("#q"), "桃源镇");
      await page.waitForFunction(() => document.activeElement.id === "tally");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.waitForURL(/taoyuan\/index\.html$/);
      await page.goBack();
      assert.equal(await announced(page), "找到 2 条结果");
    });

    test("the count is announced, and nothing before a search", async () => {
      await page.goto(place.address);
      assert.equal(await page.getAttribute("#tally", "role"), "status");
      assert.equal(await page.textContent("#tally"), "");
      assert.equal(await page.isVisible("#results"), false);
      assert.equal(await page.isVisible("#everything"), true);
    });

    test("the results are as accessible as every page", async () => {
      for (const [width, colorScheme] of [[320, "light"], [1280, "light"], [375, "dark"]]) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await ask({ q: "教育 公开" });
        assert.deepEqual([await axeProblems(page), await sidewaysProblems(page)], [[], []], `${width} px ${colorScheme}`);
      }
    });

    test("too many candidates are looked at a few at a time", async () => {
      const other = await browser.newPage();
      await other.route("**/assets/search.*.js", async (route) => {
        const script = await readFile(join(site.root, "assets", basename(new URL(route.request().url()).pathname)), "utf8");
        await route.fulfill({ contentType: "text/javascript", body: script.replace("REQUESTS = 12", "REQUESTS = 1") });
      });
      await other.goto(`${place.address}?q=${encodeURIComponent("公开指南")}`);
      assert.equal(await announced(other), "找到 1 条结果");
      let steps = 0;
      // All its pairs stand in every title.
      await other.goto(`${place.address}?q=${encodeURIComponent("公开政府信息公开工作")}`);
      while (await other.isVisible("#results > button")) {
        assert.match(await announced(other), /^目前还没有找到/);
        await other.click("#results > button");
        await other.waitForFunction(() => document.activeElement.id === "tally");
        steps += 1;
      }
      assert.match(await announced(other), /^没有找到/);
      assert.ok(steps > 1, `${steps} steps`);
      await other.close();
    });

    test("a piece that is missing is told, and the list stays", async () => {
      const other = await browser.newPage();
      await other.route("**/search/table.js*", (route) => route.abort());
      await other.goto(`${place.address}?q=${encodeURIComponent("公开")}`);
      assert.match(await announced(other), /没有加载成功/);
      assert.equal(await other.isVisible("#everything"), true);
      await other.close();
    });
  });
}

test("an address that leads nowhere offers the nearest year first", async () => {
  const [browser, server] = [await launch(), await serve(site, site.basePath)];
  try {
    const page = await browser.newPage();
    for (const [lost, nearest] of [["2020/nobody/", "2020年"], ["2031/", "2023年"], ["1999/qinghe/", "2018年"], ["nowhere", "2023年"]]) {
      await page.goto(server.base + lost);
      assert.equal(await page.textContent(".nearest li"), nearest, lost);
    }
  } finally {
    await browser.close();
    server.close();
  }
});
