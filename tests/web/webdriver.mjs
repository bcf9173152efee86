// As much of W3C WebDriver as the tests need: start a driver, open a page in its browser, evaluate in it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Starts a program that ends with us, and that we do not wait for. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "ignore"], ...options });
  child.unref();
  const stop = () => void child.kill();
  process.once("exit", stop);
  child.once("close", () => process.off("exit", stop));
  return child;
}

/** Starts a driver on a free port. @returns {Promise<{ url: string, stop: () => void }>} */
export async function startDriver(command, env) {
  const port = await freePort();
  const driver = start(command, [`--port=${port}`], { stdio: "ignore", env });
  const url = `http://127.0.0.1:${port}`;
  const isReady = () =>
    send("GET", `${url}/status`).then(
      () => true,
      () => false,
    );
  for (let tries = 0; !(await isReady()); tries++) {
    if (tries === 100 || driver.exitCode !== null) throw new Error(`${command} does not answer`);
    await sleep(100);
  }
  return { url, stop: () => driver.kill() };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Opens a browser through a driver. Scripts may take their time: the tests have time limits of their own. */
export async function openSession(driverUrl, capabilities) {
  const { sessionId, capabilities: given } = await send("POST", `${driverUrl}/session`, {
    capabilities: { alwaysMatch: { ...capabilities, timeouts: { script: 300_000 } } },
  });
  const session = `${driverUrl}/session/${sessionId}`;
  return {
    version: given.browserVersion,
    goto: (url) => send("POST", `${session}/url`, { url }),
    evaluate: (expression) => evaluate(session, expression),
    close: () => send("DELETE", session),
  };
}

/** The value of an expression, or of the promise that it gives. */
async function evaluate(session, expression) {
  const script = `
    const done = arguments[0];
    (async () => (${expression}))().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
  const result = await send("POST", `${session}/execute/async`, { script, args: [] });
  if ("error" in result) throw new Error(result.error);
  return result.value ?? undefined;
}

async function send(method, url, body) {
  const response = await fetch(url, { method, body: JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`WebDriver: ${value.error}: ${value.message}`);
  return value;
}
