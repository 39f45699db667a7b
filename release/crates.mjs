// The crates that are compiled into the program for a target, as `cargo metadata` resolves them.
import { execFileSync } from "node:child_process";

export function crates(target) {
  const args = ["metadata", "--format-version=1", "--locked", `--filter-platform=${target}`];
  const metadata = JSON.parse(execFileSync("cargo", args, { maxBuffer: 1 << 28, encoding: "utf8" }));
  const packages = new Map(metadata.packages.map((found) => [found.id, found]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const root = metadata.resolve.root;
  const reached = new Set([root]);
  for (const id of reached) {
    for (const dependency of nodes.get(id).deps) {
      // Tests and build scripts are not in the program.
      if (dependency.dep_kinds.some((kind) => kind.kind === null)) reached.add(dependency.pkg);
    }
  }
  const dependsOn = (id) => nodes.get(id).deps.map((dependency) => dependency.pkg).filter((id) => reached.has(id));
  const found = [...reached].map((id) => ({ ...packages.get(id), dependsOn: dependsOn(id).map((id) => packages.get(id)) }));
  const [own] = found.filter((crate) => crate.id === root);
  const byName = (a, b) => (a.name + a.version < b.name + b.version ? -1 : 1);
  return { own, others: found.filter((crate) => crate !== own).sort(byName) };
}
