// What is Chinese says so: on a page in another language every Chinese text stands in an element with lang="zh-CN".

import { attribute, line } from "./dom.mjs";

const CHINESE = /\p{Script=Han}/u;

/** A title holds no element that could mark a name; nobody hears the contents of a `<meta>`, a script or a style. */
const UNMARKED = ["title", "meta", "script", "style"];

/** Attributes that are read out. */
const SPOKEN = ["alt", "title", "label", "placeholder", "aria-label", "aria-description", "aria-roledescription"];

export function languageProblems(page) {
  return [...unmarked(page.document, "")].map(({ text, element }) => `line ${line(element)}: <${element.tagName}> holds unmarked Chinese: ${text.trim().slice(0, 40)}`);
}

function* unmarked(node, inherited) {
  const lang = (node.attrs && attribute(node, "lang")) ?? inherited;
  const isMarked = lang.startsWith("zh");
  for (const { name, value } of node.attrs ?? []) {
    if (SPOKEN.includes(name) && CHINESE.test(value) && !isMarked) yield { text: value, element: node };
  }
  for (const child of (node.content ?? node).childNodes ?? []) {
    if (child.nodeName === "#text" && CHINESE.test(child.value) && !isMarked) yield { text: child.value, element: node };
    if (child.tagName && !UNMARKED.includes(child.tagName)) yield* unmarked(child, lang);
  }
}
