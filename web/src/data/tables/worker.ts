// Reads and encodes tables beside the page, which answers meanwhile.

import { decompressed } from "../decompress";
import { readTable } from "./read";
import type { TableRequest } from "./table";

onmessage = async ({ data: request }: MessageEvent<TableRequest>) => {
  try {
    const table = readTable(request.url ? await textOf(request.url) : "", request);
    const buffers = [
      table.samples,
      table.labels,
      table.train,
      table.test,
      table.kinds.values,
      ...table.columns.map(({ values }) => values),
    ];
    postMessage({ table }, { transfer: buffers.map(({ buffer }) => buffer as ArrayBuffer) });
  } catch (error) {
    postMessage({ error: (error as Error).message });
  }
};

async function textOf(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`${url}: the server answered ${response.status}`);
  return new Response(await decompressed(response.body)).text();
}
