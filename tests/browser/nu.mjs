// Asks the Nu checker, the W3C's, about every page of built sites: node nu.mjs SITE...

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const JAR = fileURLToPath(new URL("node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));

const sites = process.argv.slice(2);
if (sites.length === 0) {
  console.error("usage: node nu.mjs SITE...");
  process.exit(2);
}

const { error, stderr } = spawnSync("java", ["-jar", JAR, "--skip-non-html", "--format", "json", ...sites], {
  encoding: "utf8",
  maxBuffer: 1 << 28,
});
if (error?.code === "ENOENT") {
  console.log("SKIPPED: the Nu checker needs Java, which is not installed");
  process.exit(0);
}
if (error) throw error;

// The checker reads files without a server, where nothing is 'self', and takes JSON-LD for a script that runs. What
// a real browser says of the policy is heard by check.mjs.
const messages = readMessages(stderr).filter(({ message }) => !message.includes("Content Security Policy"));
for (const { url, lastLine, lastColumn, subType, type, message } of messages) {
  console.log(`${url}:${lastLine ?? "?"}:${lastColumn ?? "?"} ${subType ?? type}: ${message}`);
}
console.log(`Nu checker: ${messages.length} errors and warnings`);
process.exitCode = messages.length > 0 ? 1 : 0;

function readMessages(output) {
  try {
    return JSON.parse(output).messages;
  } catch {
    throw new Error(`the Nu checker did not finish: ${output.slice(0, 2000)}`);
  }
}
