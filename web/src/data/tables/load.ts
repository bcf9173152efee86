import { Asker } from "../asker";
import { fileUrl } from "../files";
import type { EncodedTable } from "hourglass-autoencoder/data";
import type { Reading } from "hourglass-autoencoder/files";
import { errorOf, type Broken } from "../broken";
import type { Preview } from "./own";
import { tableSets } from "./sets";
import type { Match, Roles, Table, TableRequest } from "./table";
import type { Question } from "./worker";

const reader = () =>
  new Asker<Question, Broken>(
    new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }),
    errorOf,
  );

/** A table of the page, read and encoded. */
export function loadTable(request: Omit<TableRequest, "url">): Promise<Table> {
  const { file } = tableSets[request.id];
  const url = file ? fileUrl(file) : null;
  const asked = reader();
  return asked.ask<Table>({ ask: "table", request: { ...request, url } }).finally(() => asked.end());
}

/** Somebody's own table: its file, how it was read, and what its columns are for; or the model's encoder that only judges it. */
export interface OwnSource {
  name: string;
  file: Blob;
  reading: Reading;
  roles: Roles;
  encoder?: EncodedTable;
  /** Of a model's: the share of rows that is to be expected above its threshold; null where nobody has said it. */
  expected?: number | null;
}

/** The table once more. */
export async function loadOwn(
  { name, file, reading, roles, encoder }: OwnSource,
  learn: number,
  seed: number,
): Promise<Table> {
  const own = new OwnFile(name, file);
  try {
    await own.preview(reading);
    return await (encoder ? own.encodeNext(encoder, roles) : own.encode(roles, learn, seed));
  } finally {
    own.end();
  }
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

  /** How it goes together with the columns that a model knows. */
  match(encoder: EncodedTable): Promise<Match> {
    return this.#reader.ask({ ask: "match", encoder });
  }

  /** Its rows as that model sees them; nothing is learnt from them. */
  encodeNext(encoder: EncodedTable, roles: Pick<Roles, "label" | "normal">): Promise<Table> {
    return this.#reader.ask({ ask: "next", encoder, roles });
  }

  /** Also while it reads. */
  end(): void {
    this.#reader.end();
  }
}
