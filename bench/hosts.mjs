// The places in which engines run: pages in browsers, and processes. All answer requests with plain objects.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import path from "node:path";
import { engines as browsers } from "../tests/web/engines.mjs";
import { Failure, projectRoot } from "../tools/run.mjs";
import { serve } from "../tools/serve.mjs";

/** No answer takes longer, in seconds. */
const patience = 300;

/** Browsers and processes, each started when it is first needed; `close` ends them all. */
export class Hosts {
  #open = new Map();
  #site;

  /** Calls a method of an engine in a page; pages of another name are in a browser of their own. */
  inPage(browser, name, engine, method, argument = {}) {
    const open = async () => openPage(browser, (await this.#serve()).url);
    return this.#ask(`${browser} ${name}`, open, engine, method, argument);
  }

  /** Sends a line to a process. @param {{ command: string, args: string[], options?: object }} start */
  inProcess(name, start, line) {
    return this.#ask(name, async () => openProcess(name, start), line);
  }

  /** Of the browsers that were started. */
  async versions() {
    const opened = await Promise.all([...this.#open].map(async ([name, host]) => [name, await host]));
    const known = opened.filter(([, { version }]) => version !== undefined);
    return Object.fromEntries(known.map(([name, { version }]) => [name.split(" ")[0], version]));
  }

  async close() {
    const opened = await Promise.allSettled(this.#open.values());
    await Promise.allSettled(opened.map(({ value }) => value?.close()));
    await (await this.#site)?.close();
  }

  /** A page or process that fails is closed, and started again when it is next needed. */
  async #ask(name, open, ...request) {
    if (!this.#open.has(name)) this.#open.set(name, open());
    const host = this.#open.get(name);
    try {
      return await inTime(name, (await host).ask(...request));
    } catch (error) {
      this.#open.delete(name);
      host.then(({ close }) => close()).catch(() => undefined);
      throw new Failure(error.message.split("\n")[0].slice(0, 200));
    }
  }

  /** Isolated, so that peers get their threads; without the strict policy, which some of them cannot live with. */
  #serve() {
    const root = path.join(projectRoot, "bench/dist/page");
    return (this.#site ??= serve({ root, isolated: true, csp: false }));
  }
}

async function openPage(name, url) {
  const browser = await browsers[name].launch();
  await browser.open(url);
  return {
    version: browser.version,
    ask: (...request) =>
      browser.evaluate(`call(${request.map((value) => JSON.stringify(value)).join(", ")})`),
    close: () => browser.close(),
  };
}

/** A process that answers every line with a line of JSON, and ends with its input. */
function openProcess(name, { command, args, options }) {
  const child = spawn(command, args, { cwd: projectRoot, ...options, stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const failed = new Promise((_, reject) => child.on("error", reject));
  failed.catch(() => undefined);
  child.stdin.on("error", () => undefined); // the line that is missing tells
  return {
    async ask(line) {
      child.stdin.write(`${line}\n`);
      const { value, done } = await Promise.race([lines.next(), failed]);
      if (done) throw new Failure(`${name} ended without an answer`);
      return JSON.parse(value);
    },
    async close() {
      child.stdin.end();
      child.kill();
    },
  };
}

async function inTime(name, answer) {
  let timer;
  const tooLate = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Failure(`${name} gave no answer for ${patience} s`)),
      patience * 1000,
    );
  });
  return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
}
