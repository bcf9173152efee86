import { BrokenTable, type Fault, type Preview, type Reading } from "./own";
import type { Roles, Table, TableId, TableRequest } from "./table";
import type { Question } from "./worker";

/** Of tables that have one. */
const files: Partial<Record<TableId, string>> = {
  tumours: "data/breast_cancer.csv",
  heartbeats: "data/heartbeats.csv.gz",
  shuttle: "data/shuttle.csv.gz",
};

interface Answer<T> {
  value?: T;
  fault?: Fault;
  detail?: BrokenTable["detail"];
  error?: string;
}

/** A worker that reads; whoever starts it ends it. */
class Reader {
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });

  ask<T>(question: Question): Promise<T> {
    const worker = this.#worker;
    return new Promise<T>((resolve, reject) => {
      worker.onmessage = ({ data: { value, fault, detail, error } }: MessageEvent<Answer<T>>) => {
        if (value) resolve(value);
        else reject(fault ? new BrokenTable(fault, detail) : new Error(error));
      };
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(question);
    });
  }

  end(): void {
    this.#worker.terminate();
  }
}

/** A table of the page, read and encoded. */
export function loadTable(request: Omit<TableRequest, "url">): Promise<Table> {
  const file = files[request.id];
  const url = file ? new URL(file, document.baseURI).href : null;
  const reader = new Reader();
  return reader.ask<Table>({ ask: "table", request: { ...request, url } }).finally(() => reader.end());
}

/** Somebody's own file: looked into as often as it takes, then encoded. The rows stay in the worker meanwhile. */
export class OwnFile {
  readonly #reader = new Reader();

  constructor(
    readonly name: string,
    readonly file: Blob,
  ) {}

  /** Rejects with a BrokenTable where the file is none. */
  preview(reading: Reading = {}): Promise<Preview> {
    return this.#reader.ask({ ask: "preview", name: this.name, file: this.file, reading });
  }

  encode(roles: Roles, learn: number, seed: number): Promise<Table> {
    return this.#reader.ask({ ask: "encode", roles, learn, seed });
  }

  /** Also while it reads. */
  end(): void {
    this.#reader.end();
  }
}
