import type { Table, TableId, TableRequest } from "./table";

/** Of tables that have one. */
const files: Partial<Record<TableId, string>> = {
  tumours: "data/breast_cancer.csv",
  heartbeats: "data/heartbeats.csv.gz",
  shuttle: "data/shuttle.csv.gz",
};

/** A table, read and encoded in a worker of its own. */
export function loadTable(request: Omit<TableRequest, "url">): Promise<Table> {
  const file = files[request.id];
  const url = file ? new URL(file, document.baseURI).href : null;
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  return new Promise<Table>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ table?: Table; error?: string }>) =>
      data.table ? resolve(data.table) : reject(new Error(data.error));
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage({ ...request, url } satisfies TableRequest);
  }).finally(() => worker.terminate());
}
