// What a search costs a phone on a large portal: node cost.mjs SITE [QUERY…]
//
// Every query is asked in a new page. Counted are the pieces of the index, compressed as a server would.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { launch } from "./lib/chromium.mjs";

const MOST_REQUESTS = 12;
const MOST_BYTES = 150_000;

const [root, ...asked] = process.argv.slice(2);
const queries = asked.length > 0 ? asked : ["国家秘密", "结果纠正", "不予公开", "行政复议", "5848", "公开", "教育局 2022", "國家秘密"];
const address = pathToFileURL(join(root, "search/index.html")).href;
const browser = await launch();
let failed = false;

for (const q of queries) {
  const page = await browser.newPage({ locale: "zh-CN" });
  const pieces = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (/\/search\/[^/]*\.js$/.test(pathname)) pieces.push(decodeURIComponent(pathname));
  });
  await page.goto(`${address}?q=${encodeURIComponent(q)}`);
  await page.waitForFunction(() => !["", document.querySelector("#results").dataset.busy].includes(document.querySelector("#tally").textContent));
  const bytes = pieces.map((path) => gzipSync(readFileSync(path)).length).reduce((sum, size) => sum + size, 0);
  const [first = "-"] = await page.$$eval("#results li", (items) => items.map((item) => item.innerText.replace(/\s+/g, " ")));
  failed ||= pieces.length > MOST_REQUESTS || bytes > MOST_BYTES;
  console.log(`${q}\t${pieces.length} requests\t${(bytes / 1000).toFixed(1)} kB\t${await page.textContent("#tally")}\t${first.slice(0, 80)}`);
  await page.close();
}

await browser.close();
process.exit(failed ? 1 : 0);
