// The part of Node's worker_threads that the package uses.
interface Endpoint {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  on(event: "message", listener: (message: unknown) => void): void;
  on(event: "error", listener: (error: Error) => void): void;
  on(event: "exit", listener: (code: number) => void): void;
}

export const parentPort: Endpoint | null;
export const workerData: unknown;
export class Worker implements Endpoint {
  constructor(url: URL, options: { workerData?: unknown; execArgv: string[] });
  postMessage: Endpoint["postMessage"];
  on: Endpoint["on"];
  terminate(): Promise<number>;
  ref(): void;
  unref(): void;
}
