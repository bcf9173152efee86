// Reads and encodes tables beside the page, which answers meanwhile.

import { decompressed } from "../decompress";
import type { EncodedTable } from "hourglass-autoencoder/data";
import type { Reading } from "hourglass-autoencoder/files";
import { failureOf } from "../broken";
import { readOwn, type OwnRows } from "./own";
import { encodeNext, encodeOwn, matchOf, readTable } from "./read";
import type { Roles, Table, TableRequest } from "./table";

/** What the page asks for: one of its own tables; a look into a file; that file's rows, encoded; or what a model makes of them. */
export type Question =
  | { ask: "table"; request: TableRequest }
  | { ask: "preview"; name: string; file: Blob; reading: Reading }
  | { ask: "encode"; roles: Roles; learn: number; seed: number }
  | { ask: "match"; encoder: EncodedTable }
  | { ask: "next"; encoder: EncodedTable; roles: Pick<Roles, "label" | "normal"> };

let own: OwnRows | null = null;

onmessage = async ({ data }: MessageEvent<Question>) => {
  try {
    if (data.ask === "preview") {
      own = await readOwn(data.name, data.file, data.reading);
      postMessage({ value: own.preview });
    } else if (data.ask === "encode") answer(encodeOwn(own!, data.roles, data));
    else if (data.ask === "match") postMessage({ value: matchOf(own!, data.encoder) });
    else if (data.ask === "next") answer(encodeNext(own!, data.encoder, data.roles));
    else answer(readTable(data.request.url ? await textOf(data.request.url) : "", data.request));
  } catch (error) {
    postMessage(failureOf(error));
  }
};

function answer(table: Table): void {
  const { samples, known, labels, train, test, validation, kinds, columns } = table;
  const arrays = [
    samples,
    ...(known ? [known] : []),
    labels,
    train,
    test,
    validation,
    kinds.values,
    ...columns.map(({ values }) => values),
  ];
  postMessage({ value: table }, { transfer: arrays.map(({ buffer }) => buffer as ArrayBuffer) });
}

async function textOf(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`${url}: the server answered ${response.status}`);
  return new Response(await decompressed(response.body)).text();
}
