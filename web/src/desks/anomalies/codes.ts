// The codes of the rows that judge, on a plane.

import type { Autoencoder, Runtime } from "../../engine/client";
import { principalPlane } from "../../training/principal-plane";
import { project, regionOf, type Plane, type Region } from "../../lib/plane";
import type { Table } from "../../data/tables/table";
import { rowsOf } from "../../lib/rows";

export interface CodeMap {
  /** Places in the table's `test` of the rows shown. */
  shown: number[];
  points: Float32Array;
  plane: Plane;
  region: Region;
}

const most = 2000;

/** Of up to 2,000 rows: those flagged first, then the others evenly. */
export async function codeMap(
  runtime: Runtime,
  model: Autoencoder,
  table: Table,
  flagged: number[],
): Promise<CodeMap> {
  const some = new Set(flagged.slice(0, most / 2));
  const step = Math.max(1, Math.ceil(table.test.length / (most - some.size)));
  for (let i = 0; i < table.test.length && some.size < most; i += step) some.add(i);
  const shown = [...some];
  const codes = await model.encode(
    rowsOf(
      table.samples,
      shown.map((i) => table.test[i]!),
      table.features,
    ),
  );
  const units = model.latentSize;
  const plane = await principalPlane(runtime, codes, units);
  const points = project(codes, plane);
  return { shown, points, plane, region: regionOf(points, null) };
}
