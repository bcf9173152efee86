// The module that a worker runs: a host behind postMessage.
import { Host } from "./host.js";
import type { Reply, Request } from "./protocol.js";

interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
}

const host = new Host();

function answer(request: Request, port: Port): void {
  host.handle(request, (reply: Reply) => {
    const value = "value" in reply ? reply.value : undefined;
    port.postMessage(reply, ArrayBuffer.isView(value) ? [value.buffer as ArrayBuffer] : []);
  });
}

if (typeof self === "object" && typeof self.postMessage === "function") {
  self.onmessage = (event: MessageEvent<Request>) => answer(event.data, self as unknown as Port);
} else {
  const port = process.getBuiltinModule("node:worker_threads").parentPort!;
  port.on("message", (request) => answer(request as Request, port));
}
