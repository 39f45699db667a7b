// node release/notices.mjs TARGET: the licences of everything that is in the program, as those licences ask for.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { crates } from "./crates.mjs";

// What is in the program and no crate, by the end of the target's name.
const RUNTIMES = {
  "linux-gnu": "GNU C Library, linked statically: LGPL-2.1-or-later. `release/run` of giar's sources links it with another",
  "linux-musl": "musl, linked statically: MIT",
  "windows-gnu": "mingw-w64 runtime: ZPL-2.1 and public domain",
};

const target = process.argv[2];
const { others } = crates(target);
const texts = new Map();
const missing = [];
for (const crate of others) {
  const folder = dirname(crate.manifest_path);
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name)).sort();
  if (files.length === 0) missing.push(crate);
  for (const file of files) {
    let text;
    try {
      text = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
    } catch {
      continue; // A folder of licences; the crates that have one name the licence in a file as well.
    }
    if (!texts.has(text)) texts.set(text, []);
    texts.get(text).push(`${crate.name} ${crate.version}`);
  }
}

console.log("# Third-party software in giar\n");
console.log("- Rust's standard library: MIT OR Apache-2.0");
for (const [end, runtime] of Object.entries(RUNTIMES)) if (target.endsWith(end)) console.log(`- ${runtime}`);
for (const crate of others) console.log(`- ${crate.name} ${crate.version}: ${crate.license ?? "see its text below"}`);
if (missing.length > 0) {
  console.log("\nWithout a text of their own in the published crate; the text of the licence named applies, with these authors:\n");
  for (const crate of missing) console.log(`- ${crate.name} ${crate.version}: ${crate.authors.join(", ") || crate.repository}`);
}
for (const [text, names] of texts) console.log(`\n## ${names.join(", ")}\n\n\`\`\`text\n${text}\n\`\`\``);
