// A parsed page and the few questions the static checks ask of it.

import { parse } from "parse5";

export function parsePage(html) {
  return parse(html, { sourceCodeLocationInfo: true });
}

/** Every element below `node`, in document order. */
export function* elements(node) {
  for (const child of childrenOf(node)) {
    if (child.tagName) yield child;
    yield* elements(child);
  }
}

export function* elementsNamed(node, ...names) {
  for (const element of elements(node)) {
    if (names.includes(element.tagName)) yield element;
  }
}

export function attribute(element, name) {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

export function text(node) {
  if (node.nodeName === "#text") return node.value;
  return childrenOf(node).map(text).join("");
}

export function line(element) {
  return element.sourceCodeLocation?.startLine ?? "?";
}

function childrenOf(node) {
  return (node.content ?? node).childNodes ?? [];
}
