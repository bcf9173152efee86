import { HourglassError } from "./errors.js";
import { Host } from "./host.js";
import { startThread } from "./module.js";
import type { Reply, Request } from "./protocol.js";
import { isThreadMessage, ThreadStarter, type ThreadMessage } from "./remote-threads.js";

/** A way to a host. */
interface Port {
  post(request: Request): void;
  close(): void;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: HourglassError): void;
  onEvent: ((event: never) => void) | undefined;
}

type Receive = (reply: Reply) => void;
type Stopped = (why: string) => void;

/** Structured cloning copies whole buffers: of a view on a part of one, only that part shall be sent. */
function standingAlone(value: unknown): unknown {
  if (!(value instanceof Float32Array || value instanceof Uint8Array)) return value;
  return value.byteLength === value.buffer.byteLength ? value : value.slice();
}

/** What is posted to a worker. */
function toWorker(request: Request): Request {
  return { ...request, args: request.args.map(standingAlone) };
}

function inThisThread(receive: Receive): Port {
  const host = new Host();
  return { post: (request) => host.handle(request, receive), close: () => host.close() };
}

function inBrowserWorker(receive: Receive, stopped: Stopped): Port {
  // Bundlers look for exactly this form of a worker's address.
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  const threads = new ThreadStarter(startThread, (message) => worker.postMessage(message));
  worker.onmessage = ({ data }: MessageEvent<Reply | ThreadMessage>) => {
    if (isThreadMessage(data)) threads.receive(data);
    else receive(data);
  };
  worker.onerror = (event) => stopped(event.message || "its script could not be loaded");
  const close = () => {
    worker.terminate();
    threads.endAll();
  };
  return { post: (request) => worker.postMessage(toWorker(request)), close };
}

function inNodeWorker(receive: Receive, stopped: Stopped): Port {
  const threads = process.getBuiltinModule("node:worker_threads");
  // Not in the form that bundlers look for: they would make a second file of it, for nobody.
  const here = import.meta.url;
  const worker = new threads.Worker(new URL("./worker.js", here));
  worker.on("message", (reply) => receive(reply as Reply));
  worker.on("error", (error) => stopped(error.message));
  worker.on("exit", (code) => stopped(`it ended with code ${code}`));
  return { post: (request) => worker.postMessage(toWorker(request)), close: () => void worker.terminate() };
}

/** Requests to a host, here or in a worker, and the answers that belong to them. */
export class Connection {
  readonly #port: Port;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #closed: string | undefined;

  constructor(worker: boolean) {
    const receive = (reply: Reply) => this.#receive(reply);
    const stopped = (why: string) => this.#end(`The worker stopped: ${why}`);
    if (!worker) this.#port = inThisThread(receive);
    else
      this.#port =
        typeof Worker === "function" ? inBrowserWorker(receive, stopped) : inNodeWorker(receive, stopped);
  }

  request<T>(
    method: string,
    args: unknown[] = [],
    { model, onEvent }: { model?: number; onEvent?: (event: never) => void } = {},
  ): Promise<T> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.#closed) return reject(new HourglassError("disposed", this.#closed));
      const id = ++this.#lastId;
      this.#pending.set(id, { resolve, reject, onEvent });
      this.#port.post({ id, method, args, ...(model === undefined ? {} : { model }) });
    }) as Promise<T>;
  }

  /** What is still pending is rejected. */
  close(): void {
    this.#end("The runtime was disposed");
    this.#port.close();
  }

  #end(why: string): void {
    this.#closed ??= why;
    for (const { reject } of this.#pending.values()) reject(new HourglassError("disposed", this.#closed));
    this.#pending.clear();
  }

  #receive(reply: Reply): void {
    const pending = this.#pending.get(reply.id);
    if (!pending) return;
    if ("event" in reply) return pending.onEvent?.(reply.event as never);
    this.#pending.delete(reply.id);
    if ("error" in reply) pending.reject(new HourglassError(reply.error.code, reply.error.message));
    else pending.resolve(reply.value);
  }
}
