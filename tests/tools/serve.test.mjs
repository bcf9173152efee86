import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { serve } from "../../tools/serve.mjs";
import { serveOnFreePort } from "../../tools/start.mjs";

const home = mkdtempSync(path.join(tmpdir(), "hourglass-serve-"));
const root = path.join(home, "site");
mkdirSync(path.join(root, "assets"), { recursive: true });
mkdirSync(path.join(root, "sub"));
writeFileSync(path.join(home, "secret.txt"), "secret");
const files = [
  "index.html",
  "sub/index.html",
  "assets/app-Ab3_dE9x.js",
  "module.mjs",
  "core.wasm",
  "digits.gz",
];
files.push("a.json", "a.svg", "a.png", "a.webmanifest", "a.woff2", "a.css", "a.unknown", "two words.txt");
for (const file of files) writeFileSync(path.join(root, file), `content of ${file}`);
after(() => rmSync(home, { recursive: true }));

/** A request whose path is sent as it stands, which fetch would tidy. */
function ask(port, address, { method = "GET", headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path: address, method, headers }, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += chunk));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    asked.on("error", reject).end();
  });
}

async function withServer(options, work) {
  const server = await serve({ root, ...options });
  try {
    await work((address, rest) => ask(server.port, address, rest), server);
  } finally {
    await server.close();
  }
}

test("files have their MIME types, and .gz no content encoding", () =>
  withServer({}, async (get) => {
    const expected = {
      "/": "text/html; charset=utf-8",
      "/sub/": "text/html; charset=utf-8",
      "/assets/app-Ab3_dE9x.js": "text/javascript; charset=utf-8",
      "/module.mjs": "text/javascript; charset=utf-8",
      "/core.wasm": "application/wasm",
      "/digits.gz": "application/gzip",
      "/a.json": "application/json",
      "/a.svg": "image/svg+xml",
      "/a.png": "image/png",
      "/a.webmanifest": "application/manifest+json",
      "/a.woff2": "font/woff2",
      "/a.css": "text/css; charset=utf-8",
      "/a.unknown": "application/octet-stream",
      "/two%20words.txt?query": "text/plain; charset=utf-8",
    };
    for (const [address, type] of Object.entries(expected)) {
      const { status, headers, body } = await get(address);
      assert.deepEqual(
        [status, headers["content-type"], headers["content-encoding"]],
        [200, type, undefined],
        address,
      );
      assert.ok(body.startsWith("content of "));
    }
  }));

test("answers isolate the page and carry a strict content security policy", () =>
  withServer({}, async (get) => {
    for (const address of ["/", "/missing", "/%zz"]) {
      const { headers } = await get(address);
      assert.equal(headers["cross-origin-opener-policy"], "same-origin");
      assert.equal(headers["cross-origin-embedder-policy"], "require-corp");
      assert.equal(headers["cross-origin-resource-policy"], "same-origin");
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.match(
        headers["content-security-policy"],
        /^default-src 'self'; script-src 'self' 'wasm-unsafe-eval';/,
      );
    }
  }));

test("isolation and policy can be left out", () =>
  withServer({ isolated: false, csp: false }, async (get) => {
    const { headers } = await get("/");
    const names = ["cross-origin-opener-policy", "cross-origin-embedder-policy", "content-security-policy"];
    assert.deepEqual(
      names.filter((name) => name in headers),
      [],
    );
  }));

test("nothing outside the folder is reached", () =>
  withServer({}, async (get) => {
    const attempts = ["/../secret.txt", "/sub/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt"];
    attempts.push("/..%5csecret.txt", "//../secret.txt", "/a.json%00.html", "/%zz", "/%ff");
    for (const attempt of attempts) {
      const { status, body } = await get(attempt);
      assert.equal(status, 400, attempt);
      assert.doesNotMatch(body, /^secret/);
    }
  }));

test("what is missing gives a page that says so, other methods are refused", () =>
  withServer({}, async (get) => {
    const missing = await get("/missing.js");
    assert.deepEqual([missing.status, missing.headers["content-type"]], [404, "text/html; charset=utf-8"]);
    assert.match(missing.body, /Not found/);
    assert.equal((await get("/assets/")).status, 404);
    assert.equal((await get("/", { method: "POST" })).status, 405);
  }));

test("folders get their slash, and no address leads to another host", () =>
  withServer({}, async (get) => {
    assert.deepEqual([(await get("/sub")).status, (await get("/sub")).headers.location], [308, "/sub/"]);
    assert.equal((await get("//sub")).headers.location, "/sub/");
  }));

test("HEAD answers as GET does, without the content", () =>
  withServer({}, async (get) => {
    const { status, headers, body } = await get("/core.wasm", { method: "HEAD" });
    assert.deepEqual([status, headers["content-length"], body], [200, "20", ""]);
  }));

test("unchanged files are not sent again; hashed ones are not even asked for", () =>
  withServer({}, async (get) => {
    const { headers } = await get("/a.json");
    assert.equal(headers["cache-control"], "no-cache");
    assert.equal((await get("/a.json", { headers: { "If-None-Match": headers.etag } })).status, 304);
    assert.equal((await get("/a.json", { headers: { "If-None-Match": '"other"' } })).status, 200);
    assert.equal(
      (await get("/a.json", { headers: { "If-Modified-Since": headers["last-modified"] } })).status,
      304,
    );
    assert.match((await get("/assets/app-Ab3_dE9x.js")).headers["cache-control"], /immutable/);
  }));

test("a site can stand below a sub-folder", () =>
  withServer({ base: "/some/sub/" }, async (get, { url, port }) => {
    assert.equal(url, `http://localhost:${port}/some/sub/`);
    assert.equal((await get("/some/sub/core.wasm")).body, "content of core.wasm");
    assert.equal((await get("/some/sub")).headers.location, "/some/sub/");
    for (const outside of ["/", "/core.wasm", "/some/subcore.wasm"])
      assert.equal((await get(outside)).status, 404);
  }));

test("a taken port is reported, and the next free one is used", async (context) => {
  const squatter = createServer();
  await new Promise((resolve) => squatter.listen(0, "127.0.0.1", resolve));
  const { port } = squatter.address();
  const said = context.mock.method(console, "log", () => {});
  try {
    await assert.rejects(serve({ root, port }), { code: "EADDRINUSE" });
    const server = await serveOnFreePort({ root, port, host: "127.0.0.1" });
    await server.close();
    assert.ok(server.port > port);
    assert.match(said.mock.calls[0].arguments[0], new RegExp(`Port ${port} is taken`));
  } finally {
    squatter.close();
  }
});
