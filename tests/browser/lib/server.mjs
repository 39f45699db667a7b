// Serves a built site under a path, as a plain web server would.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".pdf": "application/pdf",
};

/**
 * @param {string} prefix begins and ends with a slash
 * @param {Record<string, string>} headers sent with every answer
 */
export async function serve(site, prefix, headers = {}) {
  const server = createServer(async (request, response) => {
    const path = decoded(new URL(request.url, "http://localhost").pathname);
    const file = path.startsWith(prefix) ? path.slice(prefix.length).replace(/(^|\/)$/, "$1index.html") : undefined;
    const found = site.files.has(file);
    const name = found ? file : "404.html";
    const body = found || (file !== undefined && site.files.has(name)) ? await readFile(join(site.root, name)) : "";
    response.writeHead(found ? 200 : 404, {
      "content-type": TYPES[extname(name)] ?? "application/octet-stream",
      "x-content-type-options": "nosniff",
      ...headers,
    });
    response.end(body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, prefix, base: new URL(prefix, origin).href, close: () => server.close() };
}

/** An address that cannot be decoded names no file. */
function decoded(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
