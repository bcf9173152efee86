// What a model's rows are made with, within its file: one file that scores raw rows. `open` and `save` keep it.

import { tagOf } from "../base/checks.js";
import { HourglassError } from "../base/errors.js";
import { parted, written, type Header } from "./metadata.js";
import { TableEncoder } from "./table.js";

const key = "table";

/** The features of the model in a file; undefined where it is somebody else's. */
function featuresOf({ __metadata__ }: Header): number | undefined {
  try {
    const { input } = JSON.parse(__metadata__?.config ?? "") as { input: number | number[] };
    return [input].flat().reduce((product, side) => product * side, 1);
  } catch {
    return undefined;
  }
}

/**
 * What `model.save()` gave, with the encoder beside the config: `open` takes it as before, and `save` keeps it. Errors:
 * invalid_file; shape_mismatch where the model takes rows of another width.
 */
export function attachTable(file: Uint8Array | ArrayBuffer, encoder: TableEncoder): Uint8Array<ArrayBuffer> {
  const { header, tensors } = parted(file);
  const features = featuresOf(header);
  if (features !== undefined && features !== encoder.features)
    throw new HourglassError(
      "shape_mismatch",
      `encoder must make rows of the model's ${features} features, got one of ${encoder.features}`,
    );
  return written(header, tensors, { [key]: JSON.stringify(encoder) });
}

/** The encoder in a model's file, or undefined where there is none. Errors: invalid_file. */
export function attachedTable(file: Uint8Array | ArrayBuffer): TableEncoder | undefined;
/** The same of a file that has yet to be read. */
export function attachedTable(file: Blob): Promise<TableEncoder | undefined>;
export function attachedTable(
  file: Uint8Array | ArrayBuffer | Blob,
): TableEncoder | undefined | Promise<TableEncoder | undefined> {
  if (/^(Blob|File)$/.test(tagOf(file))) return (file as Blob).arrayBuffer().then(encoderIn);
  return encoderIn(file as Uint8Array | ArrayBuffer);
}

function encoderIn(file: Uint8Array | ArrayBuffer): TableEncoder | undefined {
  const text = parted(file).header.__metadata__?.[key];
  if (text === undefined) return undefined;
  try {
    return TableEncoder.fromJSON(JSON.parse(text));
  } catch (error) {
    if (error instanceof HourglassError) throw error;
    throw new HourglassError("invalid_file", "safetensors: its table is no JSON");
  }
}
