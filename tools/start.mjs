// Builds what is out of date and serves the page: PORT and HOST choose where.

import { networkInterfaces } from "node:os";
import path from "node:path";
import { build } from "./build.mjs";
import { Failure, projectRoot, runAsProgram } from "./run.mjs";
import { serve } from "./serve.mjs";

await runAsProgram(import.meta.url, async () => {
  const port = Number(process.env.PORT || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Failure(`PORT must be a number from 0 to 65535, not "${process.env.PORT}".`);
  }
  await build();
  const root = path.join(projectRoot, "web/dist");
  const server = await serveOnFreePort({ root, port, host: process.env.HOST || "127.0.0.1" });
  console.log(`\nhourglass is at ${addresses(server).join(" and ")} (stop it with Ctrl-C)`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.close());
});

/** Like `serve`; where the port is taken it says so and takes the next one that is free. */
export async function serveOnFreePort({ port, ...options }) {
  const lastTry = Math.min(port + 100, 65535);
  for (let candidate = port; candidate <= lastTry; candidate++) {
    try {
      return await serve({ ...options, port: candidate });
    } catch (error) {
      if (error.code === "EADDRINUSE") console.log(`Port ${candidate} is taken: trying the next one.`);
      else if (error.code === "EACCES")
        throw new Failure(`Port ${candidate} needs more rights: set PORT to another one.`);
      else throw new Failure(`Cannot listen on ${options.host}, port ${candidate}: ${error.message}`);
    }
  }
  throw new Failure(`No port from ${port} to ${lastTry} is free: set PORT to another one.`);
}

/** One address; where the server listens on all interfaces, one for each. */
function addresses({ url, port }) {
  if (!url.startsWith("http://0.0.0.0:")) return [url];
  const all = Object.values(networkInterfaces()).flat();
  return all.filter(({ family }) => family === "IPv4").map(({ address }) => `http://${address}:${port}/`);
}
