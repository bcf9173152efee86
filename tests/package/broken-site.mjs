// A server on which the modules of the package are as they must not be.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { folder } from "./packed.mjs";

const bytesOf = (name) =>
  readFileSync(path.join(folder, "node_modules/hourglass-autoencoder/dist/wasm", name));

/** By the first folder of the address; what is not here is 404. */
const answers = {
  page: (response) =>
    response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><p>Welcome</p>"),
  text: (response, name) => response.writeHead(200, { "Content-Type": "text/plain" }).end(bytesOf(name)),
  cut: (response, name) =>
    response.writeHead(200, { "Content-Type": "application/wasm" }).end(bytesOf(name).subarray(0, 5000)),
  never: () => undefined,
};

export async function brokenSite() {
  const server = createServer((request, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    const [, folder, name] = request.url.split("/");
    const answer = answers[folder] ?? (() => response.writeHead(404).end("not here"));
    answer(response, name);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${server.address().port}/`,
    close: () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())),
  };
}
