// node release/sbom.mjs TARGET: a bill of materials (CycloneDX 1.6) of the program, from what cargo resolves.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { crates } from "./crates.mjs";

const target = process.argv[2];
const { own, others } = crates(target);
const checksums = new Map();
for (const [, name, version, checksum] of readFileSync("Cargo.lock", "utf8").matchAll(
  /\[\[package\]\]\nname = "(.+)"\nversion = "(.+)"\nsource = ".+"\nchecksum = "(.+)"/g,
)) {
  checksums.set(`${name} ${version}`, checksum);
}

const purl = (crate) => `pkg:cargo/${crate.name}@${crate.version}`;
const component = (crate) => {
  const checksum = checksums.get(`${crate.name} ${crate.version}`);
  return {
    type: crate === own ? "application" : "library",
    "bom-ref": purl(crate),
    name: crate.name,
    version: crate.version,
    description: crate.description ?? undefined,
    hashes: checksum && [{ alg: "SHA-256", content: checksum }],
    licenses: crate.license ? [{ expression: crate.license.replaceAll("/", " OR ") }] : undefined,
    purl: purl(crate),
  };
};
const components = others.map(component);
const dependencies = [own, ...others].map((crate) => ({ ref: purl(crate), dependsOn: crate.dependsOn.map(purl).sort() }));
// The same program has the same number, whenever it is built.
const digest = createHash("sha256").update(JSON.stringify([target, components])).digest("hex");
const serial = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
const timestamp = new Date(Number(process.env.SOURCE_DATE_EPOCH ?? 0) * 1000).toISOString();
const bom = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  serialNumber: `urn:uuid:${serial}`,
  version: 1,
  metadata: { timestamp, component: component(own), properties: [{ name: "target", value: target }] },
  components,
  dependencies,
};
console.log(JSON.stringify(bom, null, 2));
