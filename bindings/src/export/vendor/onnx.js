// Bundled into one module when the package is built (tools/build.mjs), so that nothing has to be installed beside it.

import { PbfReader, PbfWriter } from "pbf";
import { readModelProto, writeModelProto } from "./onnx-messages.js";

export function writeModel(model) {
  const pbf = new PbfWriter();
  writeModelProto(model, pbf);
  return pbf.finish();
}

export const readModel = (bytes) => readModelProto(new PbfReader(bytes));
