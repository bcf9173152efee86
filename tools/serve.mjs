// A small static server, with the headers under which the page must work.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";

const types = {
  ".css": "text/css; charset=utf-8",
  ".gz": "application/gzip", // the page itself decompresses these, so no Content-Encoding
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join("; ");

/** Vite's names for what it built: they change with the content. */
const hashedName = /\/assets\/[^/]+-[\w-]{8}\.\w+$/;

/**
 * Serves a folder.
 * @param {object} options
 * @param {string} options.root
 * @param {number} [options.port]         0: any free one
 * @param {string} [options.host]
 * @param {boolean} [options.isolated]    with COOP, COEP and CORP, so that pages get SharedArrayBuffer
 * @param {boolean} [options.csp]         with the strict content security policy
 * @param {Record<string, string>} [options.headers]    others, which have the last word
 * @param {string} [options.base]         the folder's place in the address, e.g. "/some/sub/"
 * @param {Record<string, Uint8Array>} [options.instead]    contents that take the place of files, by their paths below `root`
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>} rejects with EADDRINUSE if the port is taken
 */
export async function serve({
  root,
  port = 0,
  host = "127.0.0.1",
  isolated = true,
  csp = true,
  headers: others = {},
  base = "/",
  instead = {},
}) {
  const prefix = `/${base}/`.replace(/\/+/g, "/");
  const headers = {
    "X-Content-Type-Options": "nosniff",
    ...(isolated && isolation),
    ...(csp && { "Content-Security-Policy": policy }),
    ...others,
  };
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    answer(request, response, { root: path.resolve(root), prefix, instead }).catch((error) => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else sendPage(response, 500, "Something went wrong");
    });
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  const bound = server.address().port;
  return {
    url: `http://${host === "127.0.0.1" ? "localhost" : host}:${bound}${prefix}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(request, response, { root, prefix, instead }) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return sendPage(response, 405, "Only GET and HEAD");
  }
  const address = decodePath(request.url);
  if (address === undefined) return sendPage(response, 400, "Malformed address");
  if (`${address}/` === prefix) return redirect(response, prefix);
  if (!address.startsWith(prefix)) return sendPage(response, 404, "Not found");

  const content = instead[address.slice(prefix.length)];
  if (content) {
    response.setHeader(
      "Content-Type",
      types[path.extname(address).toLowerCase()] ?? "application/octet-stream",
    );
    return response.end(content);
  }
  const file = path.join(root, address.slice(prefix.length));
  const found = await stat(file).catch(() => undefined);
  if (found?.isDirectory() && !address.endsWith("/")) return redirect(response, `${address}/`);
  if (found?.isDirectory()) return sendFile(request, response, path.join(file, "index.html"), address);
  return sendFile(request, response, file, address);
}

/** The path of an address; undefined if it is malformed or leaves the folder. */
function decodePath(url) {
  let decoded;
  try {
    decoded = decodeURIComponent(url.split(/[?#]/, 1)[0]);
  } catch {
    return undefined;
  }
  const leaves = decoded.split(/[/\\]/).includes("..");
  return leaves || decoded.includes("\0") || !decoded.startsWith("/") ? undefined : decoded;
}

async function sendFile(request, response, file, address) {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return sendPage(response, 404, "Not found");
  const etag = `"${found.size.toString(16)}-${Math.round(found.mtimeMs).toString(16)}"`;
  response.setHeader("ETag", etag);
  response.setHeader("Last-Modified", found.mtime.toUTCString());
  response.setHeader(
    "Cache-Control",
    hashedName.test(address) ? "public, max-age=31536000, immutable" : "no-cache",
  );
  if (isUnchanged(request.headers, etag, found.mtime)) return response.writeHead(304).end();

  response.setHeader("Content-Type", types[path.extname(file).toLowerCase()] ?? "application/octet-stream");
  response.setHeader("Content-Length", found.size);
  if (request.method === "HEAD") return response.end();
  createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
}

function isUnchanged(headers, etag, modified) {
  const known = headers["if-none-match"];
  if (known !== undefined)
    return known.split(/\s*,\s*/).some((tag) => tag === "*" || tag.replace(/^W\//, "") === etag);
  const since = Date.parse(headers["if-modified-since"] ?? "");
  return Math.floor(modified.getTime() / 1000) * 1000 <= since;
}

function redirect(response, address) {
  // The slashes in front become one: two would name another host.
  const location = encodeURI(address.replace(/^\/+/, "/"));
  response.writeHead(308, { Location: location }).end();
}

function sendPage(response, status, title) {
  response.writeHead(status, { "Content-Type": types[".html"], "Cache-Control": "no-cache" });
  response.end(`<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1></html>\n`);
}
