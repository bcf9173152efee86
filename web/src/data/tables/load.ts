import { Asker } from "../asker";
import { fileUrl } from "../files";
import type { Reading } from "hourglass-autoencoder/files";
import { errorOf, type Broken } from "../broken";
import type { Preview } from "./own";
import type { Roles, Table, TableId, TableRequest } from "./table";
import type { Question } from "./worker";

/** Of tables that have one. */
const files: Partial<Record<TableId, string>> = {
  tumours: "data/breast_cancer.csv",
  heartbeats: "data/heartbeats.csv.gz",
  shuttle: "data/shuttle.csv.gz",
};

const reader = () =>
  new Asker<Question, Broken>(
    new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
    errorOf,
  );

/** A table of the page, read and encoded. */
export function loadTable(request: Omit<TableRequest, "url">): Promise<Table> {
  const file = files[request.id];
  const url = file ? fileUrl(file) : null;
  const asked = reader();
  return asked.ask<Table>({ ask: "table", request: { ...request, url } }).finally(() => asked.end());
}

/** Somebody's own file: looked into as often as it takes, then encoded. The rows stay in the worker meanwhile. */
export class OwnFile {
  readonly #reader = reader();

  constructor(
    readonly name: string,
    readonly file: Blob,
  ) {}

  /** Rejects with a BrokenFile where the file is none. */
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
