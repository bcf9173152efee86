// The module that a worker runs: a host behind postMessage.
import { Host } from "./host.js";
import type { Reply, Request } from "./protocol.js";
import { isThreadMessage, RemoteThreads, type ThreadMessage } from "./remote-threads.js";

interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
}

function answer(host: Host, request: Request, port: Port): void {
  host.handle(request, (reply: Reply) => {
    const value = "value" in reply ? reply.value : undefined;
    port.postMessage(reply, ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : []);
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
} else {
  const host = new Host();
  const port = process.getBuiltinModule("node:worker_threads").parentPort!;
  port.on("message", (request) => answer(host, request as Request, port));
}
