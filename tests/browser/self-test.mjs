// Proves that the checks can fail: a sound little site passes them all, and each fault put into it is reported.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { checkFiles, checkInBrowser, FILE_CHECKS } from "./lib/check-site.mjs";
import { launch } from "./lib/chromium.mjs";
import { readSite } from "./lib/site.mjs";
import { Tally } from "./lib/tally.mjs";

const SOUND_TABLE = `
<section class="scroll" tabindex="0" aria-labelledby="caption">
<table>
<caption id="caption">申请情况</caption>
<colgroup span="1"></colgroup>
<colgroup span="2"></colgroup>
<thead>
<tr><th id="item" scope="col" rowspan="2">事项</th><th id="who" scope="colgroup" colspan="2">申请人情况</th></tr>
<tr><th id="person" scope="col" headers="who">自然人</th><th id="total" scope="col" headers="who">总计</th></tr>
</thead>
<tbody>
<tr><th id="new" scope="row" headers="item">本年新收</th><td headers="new who person">12</td><td headers="new who total">12</td></tr>
<tr><th id="old" scope="row" headers="item">上年结转</th><td headers="old who person">0</td><td headers="old who total">0</td></tr>
</tbody>
</table>
</section>`;

const STYLE = `
body { margin: 1rem; color: #111; background: #fff; }
a { color: #003a8c; display: inline-block; padding: 0.5rem; }
.scroll { overflow-x: auto; }
table { min-width: 50rem; }`;

function soundPage({ kind = "report", table = SOUND_TABLE, main = "", head = "" } = {}) {
  return `<!DOCTYPE html>
<html lang="zh-CN" data-kind="${kind}">
<head>
<meta charset="utf-8">
<title>年度报告</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
${head}
</head>
<body>
<header><a href="#main">跳到正文</a></header>
<main id="main">
<h1>年度报告</h1>
<p><a href="index.html#new">本年新收</a></p>
${table}
${main}
</main>
</body>
</html>
`;
}

const FAULTS = [
  {
    name: "a headers attribute that names no id",
    page: { table: SOUND_TABLE.replace('headers="old who person"', 'headers="old who nobody"') },
    expect: [["tables", 'headers names "nobody"'], ["axe", "td-headers-attr"]],
  },
  {
    name: "a figure without headers",
    page: { table: SOUND_TABLE.replace('<td headers="new who person">', "<td>") },
    expect: [["tables", "names no headers"]],
  },
  {
    name: "a table without a caption",
    page: { table: SOUND_TABLE.replace(/<caption.*/, "").replace('aria-labelledby="caption"', 'aria-label="申请情况"') },
    expect: [["tables", "no caption"]],
  },
  {
    name: "a caption made of a cell",
    page: {
      table: SOUND_TABLE.replace("<thead>", '<thead><tr><th id="fake" scope="colgroup" colspan="3">申请情况</th></tr>'),
    },
    expect: [["axe", "table-fake-caption"]],
  },
  {
    name: "a data cell at the head of the rows",
    page: { table: SOUND_TABLE.replace('<th id="item" scope="col" rowspan="2">事项</th>', '<td rowspan="2">事项</td>').replaceAll(' headers="item"', "") },
    expect: [["axe", "td-has-header"]],
  },
  {
    name: "a page that scrolls sideways",
    page: { main: '<div class="wide">宽</div>' },
    files: { "style.css": `${STYLE} .wide { width: 1400px; }` },
    expect: [["no sideways scroll", "in a window of 320"], ["no sideways scroll", "in a window of 1280"]],
  },
  {
    name: "content cut off by a clipped body",
    page: { main: '<div class="wide">宽</div>' },
    files: { "style.css": `${STYLE} .wide { width: 500px; } body { overflow-x: hidden; }` },
    expect: [["no sideways scroll", "in a window of 320"]],
  },
  {
    name: "text that stands on other text",
    page: { main: '<p class="flat">一二三四</p><p class="flat">五六七八</p>' },
    files: { "style.css": `${STYLE} .flat { height: 0; margin: 0; }` },
    expect: [["no overlap", "overlap by"]],
  },
  {
    name: "a scroll area the keyboard cannot reach",
    page: { table: SOUND_TABLE.replace(' tabindex="0"', "") },
    expect: [["axe", "scrollable-region-focusable"]],
  },
  {
    name: "text too pale to read",
    page: { main: '<p class="pale">说明</p>' },
    files: { "style.css": `${STYLE} .pale { color: #999; }` },
    expect: [["axe", "color-contrast"]],
  },
  {
    name: "text too pale to read in the dark",
    files: { "style.css": `${STYLE} @media (prefers-color-scheme: dark) { body { background: #111; } }` },
    expect: [["axe", "color-contrast"]],
  },
  {
    name: "a link to no file",
    page: { main: '<p><a href="2022/index.html">2022年</a></p>' },
    expect: [["links", "no file 2022/index.html"]],
  },
  {
    name: "a link to no place in a file",
    page: { main: '<p><a href="#table-9">表九</a></p>' },
    expect: [["links", 'no id "table-9"']],
  },
  {
    name: "a link to a folder",
    page: { main: '<p><a href="2023/">2023年</a></p>' },
    files: { "2023/index.html": soundPage({ kind: "year" }).replaceAll('"style.css"', '"../style.css"') },
    expect: [["links", "names a folder"]],
  },
  {
    name: "a link from the root of the host",
    page: { main: '<p><a href="/index.html">首页</a></p>' },
    expect: [["links", "starts at the host's root"]],
  },
  {
    name: "an absolute link into the site itself",
    page: {
      main: '<p><a href="https://town.example/xxgk/index.html">首页</a></p>',
      head: '<link rel="canonical" href="https://town.example/xxgk/">',
    },
    expect: [["links", "is absolute"]],
  },
  {
    name: "a canonical address of no page",
    page: { head: '<link rel="canonical" href="https://town.example/xxgk/"><link rel="next" href="https://town.example/xxgk/2030/">' },
    expect: [["links", "no file 2030/index.html"]],
  },
  {
    name: "a relative link on the 404 page",
    files: { "404.html": soundPage({ kind: "404", table: "" }) },
    expect: [["links", "shown at addresses of any depth"], ["loads cleanly", "request failed"]],
  },
  {
    name: "a script that throws",
    page: { head: '<script src="broken.js" defer></script>' },
    files: { "broken.js": "throw new Error('fell over');" },
    expect: [["loads cleanly", "fell over"]],
  },
  {
    name: "an error on the console",
    page: { head: '<script src="noisy.js" defer></script>' },
    files: { "noisy.js": "console.error('out of order');" },
    expect: [["loads cleanly", "out of order"]],
  },
  {
    name: "a picture that is not there",
    page: { main: '<p><img src="seal.png" alt="印章"></p>' },
    expect: [["loads cleanly", "request failed"], ["links", "no file seal.png"]],
  },
  {
    name: "a request to another host",
    page: { head: '<link rel="stylesheet" href="https://fonts.example/style.css">' },
    expect: [["loads cleanly", "request leaves the site: https://fonts.example/style.css"]],
  },
  {
    name: "text that only a script writes",
    page: { main: '<p id="late">无</p>', head: '<script src="late.js" defer></script>' },
    files: { "late.js": "document.getElementById('late').textContent = '共12件';" },
    expect: [["same without scripts", "only with JavaScript: 共12件"]],
  },
  {
    name: "a sentence torn into parts",
    page: { main: '<p class="flex" lang="en">The form of <span lang="zh-CN">年报</span></p>' },
    files: { "style.css": `${STYLE} .flex { display: flex; }` },
    expect: [["sentences in one piece", "torn into parts: The form of 年报"]],
  },
  {
    name: "a page that does not state its kind",
    page: { kind: "leaflet" },
    expect: [["page kind", "leaflet"]],
  },
  {
    name: "Chinese in an English element",
    page: { main: '<p lang="en">The form of <span lang="zh-CN">年报</span> and of 指南</p>' },
    expect: [["language", "unmarked Chinese: and of 指南"]],
  },
  {
    name: "a Chinese name of an English region",
    page: { main: '<section lang="en" aria-label="申请情况"><p>Requests</p></section>' },
    expect: [["language", "unmarked Chinese: 申请情况"]],
  },
  {
    name: "markup against the standard",
    page: { main: "<p><div>块</div></p>" },
    expect: [["html-validate", "no-implicit-close"]],
  },
  {
    name: "a cell outside the official tables that ends by itself",
    page: { table: SOUND_TABLE.replace("12</td></tr>", "12</tr>") },
    expect: [["html-validate", "Element <td> is implicitly closed"]],
  },
  {
    name: "a table that is none to those who hear it",
    page: { table: SOUND_TABLE.replace("<table>", '<table role="presentation">') },
    expect: [["tables as heard", "shows 4 parts of the kind row, and 0 of them"]],
  },
  {
    name: "a head of a row that is heard as a cell",
    page: { table: SOUND_TABLE.replace('scope="row"', 'role="cell"') },
    expect: [["tables as heard", "shows 2 parts of the kind rowheader, and 1 of them"]],
  },
  {
    name: "a head of a column that is heard as a cell",
    page: { table: SOUND_TABLE.replace('id="total" scope="col"', 'id="total" scope="col" role="cell"') },
    expect: [["tables as heard", "shows 4 parts of the kind columnheader, and 3 of them"]],
  },
];

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

describe("the checks", { concurrency: 2 }, () => {
  test("a sound page passes every one", async () => {
    const tally = await check({}, { inBrowser: true });
    assert.deepEqual(tally.failures, []);
  });

  for (const { name, page, files, expect } of FAULTS) {
    test(`report ${name}`, async () => {
      const inBrowser = expect.some(([check]) => !(check in FILE_CHECKS));
      const { failures } = await check({ page, files }, { inBrowser });
      for (const [check, words] of expect) {
        const found = failures.some((failure) => failure.check === check && failure.problems.some((problem) => problem.includes(words)));
        assert.ok(found, `expected "${words}" from ${check}; reported: ${JSON.stringify(failures, null, 2)}`);
      }
    });
  }
});

async function check({ page, files = {} }, { inBrowser }) {
  const folder = mkdtempSync(join(tmpdir(), "self-test-"));
  try {
    for (const [path, content] of Object.entries({ "index.html": soundPage(page), "style.css": STYLE, ...files })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const site = readSite(folder);
    const tally = new Tally();
    await checkFiles(site, tally);
    if (inBrowser) await checkInBrowser([site], browser, tally);
    return tally;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
