import { HourglassError } from "../base/errors.js";
import { nodeWorkerFile } from "../package-files.js";
import { remaining, type Keeper } from "../base/leak-guard.js";
import { Host } from "../host/host.js";
import { onDeath } from "./worker-death.js";
import type { HostMethods } from "../messages/methods.js";
import type { Ready, Reply, Request } from "../messages/protocol.js";
import { isThreadMessage, ThreadStarter, type ThreadMessage } from "./remote-threads.js";
import { browserThread, nodeThread, type StartThread } from "../host/threads.js";
import { hostWorker, started, threadWorker, type WorkerPlace } from "./start-worker.js";

/** A way to a host. */
interface Port {
  post(request: Request, handedOver: ArrayBuffer[]): void;
  close(): void;
  /** Whether Node must wait for what comes from it. */
  hold?(busy: boolean): void;
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
  if (!ArrayBuffer.isView(value) || value.byteLength === value.buffer.byteLength) return value;
  return (value as Uint8Array | Float32Array).slice();
}

/** What is posted to a worker. */
function toWorker(request: Request): Request {
  return { ...request, args: request.args.map(standingAlone) };
}

function inThisThread(receive: Receive): Port {
  const host = new Host((failed) =>
    typeof Worker === "function" ? browserThread(threadWorker(), failed) : nodeThread(failed),
  );
  return { post: (request) => host.handle(request, receive), close: () => host.close() };
}

async function inBrowserWorker(place: WorkerPlace, receive: Receive, stopped: Stopped): Promise<Port> {
  const worker = hostWorker(place);
  const life = await started(worker);
  const startThread: StartThread = (failed) => browserThread(threadWorker(place), failed);
  const threads = new ThreadStarter(startThread, (message) => worker.postMessage(message));
  worker.onmessage = ({ data }: MessageEvent<Reply | ThreadMessage>) => {
    if (isThreadMessage(data)) threads.receive(data);
    else receive(data);
  };
  worker.onerror = (event) => stopped(event.message || "of an error");
  onDeath(life, () => stopped("the browser ended it, as where memory runs out"));
  const close = () => {
    worker.terminate();
    threads.endAll();
  };
  return { post: (request, handedOver) => worker.postMessage(toWorker(request), handedOver), close };
}

async function inNodeWorker(place: WorkerPlace, receive: Receive, stopped: Stopped): Promise<Port> {
  const threads = process.getBuiltinModule("node:worker_threads");
  const url = place.url === undefined ? nodeWorkerFile() : new URL(place.url, nodeWorkerFile());
  // The flags of the caller's program are not for it: some, e.g. --input-type, no worker takes.
  const worker = new threads.Worker(url, { execArgv: [] });
  await new Promise<void>((resolve, reject) => {
    const refuse = (why: string) => reject(new HourglassError("unsupported", why));
    worker.on("message", (message) => {
      if (isReady(message)) resolve();
      else receive(message as Reply);
    });
    worker.on("error", (error) => (refuse(error.message), stopped(error.message)));
    worker.on(
      "exit",
      (code) => (refuse(`it ended with code ${code}`), stopped(`it ended with code ${code}`)),
    );
  });
  return {
    post: (request, handedOver) => worker.postMessage(toWorker(request), handedOver),
    close: () => void worker.terminate(),
    hold: (busy) => (busy ? worker.ref() : worker.unref()),
  };
}

function isReady(message: unknown): message is Ready {
  return typeof message === "object" && message !== null && "ready" in message;
}

/** Requests to a host, here or in a worker, and the answers that belong to them. */
export class Connection implements Keeper {
  readonly kept = { model: 0, "data set": 0 };
  readonly #pending = new Map<number, Pending>();
  #port: Port | undefined;
  #lastId = 0;
  #lastDataset = 0;
  #lastImage = 0;
  #closed: HourglassError | undefined;

  private constructor(
    readonly hasWorker: boolean,
    /** Why there is no worker, if one was asked for. */
    readonly notes: string[],
  ) {}

  /** To a host in a worker or, where none is asked for or can be had, in this thread. */
  static async open(worker: boolean, place: WorkerPlace): Promise<Connection> {
    if (worker) {
      const connection = new Connection(true, []);
      try {
        const open = typeof Worker === "function" ? inBrowserWorker : inNodeWorker;
        return connection.#through(await open(place, connection.#receive, connection.#stopped));
      } catch (error) {
        const note = `worker: none could be started (${(error as Error).message})`;
        return new Connection(false, [note]).#inThisThread();
      }
    }
    return new Connection(false, []).#inThisThread();
  }

  #inThisThread(): Connection {
    return this.#through(inThisThread(this.#receive));
  }

  #through(port: Port): Connection {
    this.#port = port;
    port.hold?.(false);
    return this;
  }

  request<M extends keyof HostMethods>(
    method: M,
    args: Parameters<HostMethods[M]>,
    {
      model,
      onEvent,
      handedOver = [],
    }: { model?: number; onEvent?: (event: never) => void; handedOver?: ArrayBuffer[] } = {},
  ): Promise<ReturnType<HostMethods[M]>> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.#closed) return reject(this.#closed);
      const id = ++this.#lastId;
      this.#pending.set(id, { resolve, reject, onEvent });
      if (this.#pending.size === 1) this.#port!.hold?.(true);
      this.#port!.post({ id, method, args, ...(model === undefined ? {} : { model }) }, handedOver);
    }) as Promise<ReturnType<HostMethods[M]>>;
  }

  /** Numbers for data sets, which the host knows them by. */
  nextDataset(): number {
    return ++this.#lastDataset;
  }

  /** And for images that are being worked on. */
  nextImage(): number {
    return ++this.#lastImage;
  }

  /** What is still pending is rejected, as is what comes later. */
  close(why = new HourglassError("disposed", "The runtime was disposed")): void {
    this.#closed ??= why;
    for (const { reject } of this.#pending.values()) reject(this.#closed);
    this.#pending.clear();
    this.#port?.close();
  }

  readonly #stopped = (why: string): void =>
    this.close(
      new HourglassError(
        "disposed",
        `The worker stopped: ${why}. Models that were saved open in a new runtime`,
      ),
    );

  readonly #receive = (reply: Reply): void => {
    const pending = this.#pending.get(reply.id);
    if (!pending) return;
    if ("event" in reply) return pending.onEvent?.(reply.event as never);
    this.#pending.delete(reply.id);
    if (this.#pending.size === 0) this.#port!.hold?.(false);
    if (!("error" in reply)) return pending.resolve(reply.value);
    const { code, message } = reply.error;
    pending.reject(new HourglassError(code, code === "out_of_memory" ? message + remaining(this) : message));
  };
}
