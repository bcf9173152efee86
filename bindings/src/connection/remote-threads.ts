// The threads of a host that is in a browser's worker: their workers are started by who started the host's. Firefox may
// wait for ever in the constructor of a worker within a worker, where the machine is busy (seen with 153, one time in
// fifty), and Safari has none of them before 15.5.

import type { Failed, StartThread, ThreadWorker } from "../host/threads.js";

/** To the starter: start, end and data; from it: error and data. */
export type ThreadMessage = { thread: number } & (
  { start: true } | { data: unknown } | { error: string } | { end: true }
);

type Post = (message: ThreadMessage) => void;

export function isThreadMessage(message: object): message is ThreadMessage {
  return "thread" in message;
}

/** In the host's worker. */
export class RemoteThreads {
  readonly #threads: { worker: ThreadWorker; failed: Failed }[] = [];

  constructor(private readonly post: Post) {}

  readonly start: StartThread = (failed) => {
    const thread = this.#threads.length;
    const worker: ThreadWorker = {
      postMessage: (data) => this.post({ thread, data }),
      onmessage: null,
      terminate: () => this.post({ thread, end: true }),
    };
    this.#threads.push({ worker, failed });
    this.post({ thread, start: true });
    return worker;
  };

  receive(message: ThreadMessage): void {
    const { worker, failed } = this.#threads[message.thread]!;
    if ("error" in message) failed(new Error(message.error));
    else if ("data" in message) worker.onmessage?.({ data: message.data } as MessageEvent);
  }
}

/** Where the host's worker was started. */
export class ThreadStarter {
  readonly #workers = new Map<number, ThreadWorker>();

  constructor(
    private readonly startThread: StartThread,
    private readonly post: Post,
  ) {}

  receive(message: ThreadMessage): void {
    const { thread } = message;
    if ("start" in message) this.#start(thread);
    else if ("data" in message) this.#workers.get(thread)?.postMessage(message.data);
    else if ("end" in message) this.#end(thread);
  }

  endAll(): void {
    for (const thread of this.#workers.keys()) this.#end(thread);
  }

  #start(thread: number): void {
    const worker = this.startThread((error) => this.post({ thread, error: error.message }));
    worker.onmessage = ({ data }) => this.post({ thread, data });
    this.#workers.set(thread, worker);
  }

  #end(thread: number): void {
    this.#workers.get(thread)?.terminate();
    this.#workers.delete(thread);
  }
}
