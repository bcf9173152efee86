// The module that a worker runs: a host behind postMessage. Nothing that it imports may start this worker itself: some
// bundlers (Turbopack) would go round for ever.
import { Host } from "./host/host.js";
import { holdLife } from "./connection/worker-death.js";
import type { Ready, Reply, Request } from "./messages/protocol.js";
import { isThreadMessage, RemoteThreads, type ThreadMessage } from "./connection/remote-threads.js";
import { nodeThread } from "./host/threads.js";

interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** The buffers of all arrays in a value: they are handed over, not copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) return [value.buffer as ArrayBuffer];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(buffersOf) : [];
}

function answer(host: Host, request: Request, port: Port): void {
  host.handle(request, (reply: Reply) => {
    const value = "value" in reply ? reply.value : undefined;
    port.postMessage(reply, buffersOf(value));
  });
}

if (typeof self === "object" && typeof self.postMessage === "function") {
  const port = self as unknown as Port;
  const threads = new RemoteThreads((message) => port.postMessage(message, []));
  const host = new Host(threads.start);
  self.onmessage = ({ data }: MessageEvent<Request | ThreadMessage>) => {
    if (isThreadMessage(data)) threads.receive(data);
    else answer(host, data, port);
  };
  void holdLife().then((life) => port.postMessage({ ready: true, life } satisfies Ready, []));
} else {
  const host = new Host(nodeThread);
  const port = process.getBuiltinModule("node:worker_threads").parentPort!;
  port.on("message", (request) => answer(host, request as Request, port));
  port.postMessage({ ready: true } satisfies Ready);
}
