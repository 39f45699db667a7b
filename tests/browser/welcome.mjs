// The welcome page, as whoever has double-clicked giar uses it: node welcome.mjs
//
// The binary is GIAR, or the one that was built: release before debug. Everything happens in a home of its own.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, afterEach, describe, test as unlimited } from "node:test";
import { fileURLToPath } from "node:url";
import { axeProblems } from "./lib/axe.mjs";
import { launch } from "./lib/chromium.mjs";
import { sidewaysProblems } from "./lib/sideways.mjs";
import { DEADLINE, GIAR, until } from "./lib/watched.mjs";

const COUNTY = fileURLToPath(new URL("../fixtures/county", import.meta.url));
const WIDTHS = [375, 1366];

const LIMIT = { timeout: 10 * DEADLINE };
const test = (name, steps) => unlimited(name, LIMIT, steps);

let browser, context, page, home, giar, ended, address;

before(async () => (browser = await launch()), LIMIT);
after(() => browser.close(), LIMIT);

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "giar-welcome-"));
  cpSync(COUNTY, join(home, "清河县"), { recursive: true });
  mkdirSync(join(home, "别的文件夹"));
  await start();
  context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1366, height: 768 } });
  page = await context.newPage();
  page.setDefaultTimeout(DEADLINE);
  await page.goto(address);
}, LIMIT);

afterEach(async () => {
  await context.close();
  giar.kill();
  await ended;
  rmSync(home, { recursive: true, force: true });
}, LIMIT);

async function start() {
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, "config"), GIAR_LANG: "zh", PATH: "" };
  giar = spawn(GIAR, ["welcome", "--no-open"], { env, cwd: home, stdio: ["ignore", "pipe", "inherit"] });
  ended = new Promise((resolve) => giar.on("exit", resolve));
  let said = "";
  giar.stdout.on("data", (chunk) => (said += chunk));
  await until("giar names its address", async () => said.includes("\n"));
  address = /http:\S+#[0-9a-f]{32}/.exec(said)[0];
}

const button = (name) => page.getByRole("button", { name, exact: true });
const said = (text) => page.locator("#said", { hasText: text }).waitFor();
const isForm = () => page.waitForURL(/__giar\/edit/);

/** Back from a form, as with the browser's own button. */
async function back() {
  await page.goto(address.replace(/#.*/, ""));
}

async function openCounty() {
  await page.getByLabel("栏目的文件夹").fill(join(home, "清河县"));
  await button("打开").click();
  await isForm();
  await back();
}

describe("the welcome page", () => {
  test("a portal is found by its folders, opened, remembered and taken off the list", async () => {
    // Slow enough for a click on what is no longer meant.
    await page.route("**/welcome/folders", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue();
    });
    await button("浏览文件夹").click();
    await button("别的文件夹").click();
    await button("上一级文件夹").click();
    await button("清河县（栏目）").click();
    await isForm();
    await back();
    await page.getByRole("heading", { name: "最近打开的栏目" }).waitFor();
    await button("填报 青河县政府信息公开").click();
    await isForm();
    await back();
    await button("从列表中移除 青河县政府信息公开").click();
    await page.getByRole("heading", { name: "最近打开的栏目" }).waitFor({ state: "detached" });
    assert.ok(existsSync(join(home, "清河县/site.toml")), "nothing of it is touched");
  });

  test("what is no portal and what is not there are said", async () => {
    await page.getByLabel("栏目的文件夹").fill(join(home, "别的文件夹"));
    await button("打开").click();
    await said("不是栏目的文件夹");
    await page.getByLabel("栏目的文件夹").fill("没有的");
    await button("浏览文件夹").click();
    await said("没有");
  });

  test("a portal is started by keyboard alone", async () => {
    const name = page.getByLabel("机关全称");
    for (let presses = 0; !(await name.evaluate((input) => input === document.activeElement)); presses += 1) {
      assert.ok(presses < 12, "the field is not reached");
      await page.keyboard.press("Tab");
    }
    await page.keyboard.type("青石县人民政府");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Qing Shi");
    await page.keyboard.press("Enter");
    assert.ok(!existsSync(join(home, "giar")), "the browser refuses such an id");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("qingshi");
    await page.keyboard.press("Enter");
    await isForm();
    assert.match(readFileSync(join(home, "giar/site.toml"), "utf8"), /青石县人民政府/);
  });

  test("the sample opens, and is the same the next time", async () => {
    await button("打开样本").click();
    await isForm();
    assert.ok(existsSync(join(home, "giar 样本/content/reports/2023.md")));
    await back();
    await button("打开样本").click();
    await isForm();
  });

  test("a site is published as a zip, or what stands in its way is named", async () => {
    await openCounty();
    await button("发布 青河县政府信息公开").click();
    await said("网站.zip");
    const zip = readFileSync(join(home, "清河县/网站.zip"));
    assert.equal(zip.subarray(0, 2).toString(), "PK");
    assert.ok(zip.includes("manifest.sha256"));
    const report = join(home, "清河县/content/reports/qinghe/2023.md");
    writeFileSync(report, readFileSync(report, "utf8").replace("coercion: 6", "coercion: 六"));
    await button("发布 青河县政府信息公开").click();
    await said("没有发布");
    const found = page.locator("#found li");
    assert.match(await found.first().textContent(), /^错误 .*qinghe\/2023\.md 第 \d+ 行$/);
    assert.doesNotMatch(await found.first().textContent(), /\^|-->/, "no drawing of the file");
    assert.equal(await page.evaluate(() => document.activeElement.id), "outcome");
  });

  test("a page without the key changes nothing", async () => {
    const stranger = await (await browser.newContext({ locale: "zh-CN" })).newPage();
    stranger.setDefaultTimeout(DEADLINE);
    await stranger.goto(address.replace(/#.*/, ""));
    await stranger.getByRole("button", { name: "打开样本", exact: true }).click();
    await stranger.locator("#said", { hasText: "不能操作" }).waitFor();
    assert.ok(!existsSync(join(home, "giar 样本")));
    await stranger.context().close();
  });

  test("closing ends giar and the forms it has opened, and says so", async () => {
    await openCounty();
    await button("关闭 giar").click();
    await said("giar 已经关闭");
    assert.equal(await ended, 0);
    assert.ok(await button("打开样本").isDisabled());
  });

  test("nothing is wrong for axe, nothing scrolls sideways, and fingers find every button", async () => {
    await openCounty();
    for (const colorScheme of ["light", "dark"]) {
      for (const width of WIDTHS) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 768 });
        await button("浏览文件夹").click();
        await button("上一级文件夹").waitFor();
        const where = `${width} px, ${colorScheme}`;
        assert.deepEqual(await axeProblems(page), [], where);
        assert.deepEqual(await sidewaysProblems(page), [], where);
      }
    }
    await page.setViewportSize({ width: WIDTHS[0], height: 768 });
    const small = await page.locator("button").evaluateAll((all) => all.filter((one) => one.offsetHeight < 44).map((one) => one.textContent));
    assert.deepEqual(small, []);
  });
});
