// hourglass-autoencoder/data: readers, a table encoder and metrics. Pure functions of their arguments, without WebAssembly or the DOM.

export { HourglassError, type ErrorCode } from "../base/errors.js";
export type { SliceOptions } from "../base/slices.js";
export {
  codeDeviations,
  compressImage,
  decompressImage,
  inspectCompressed,
  type CoderConfig,
  type CoderLayer,
  type CoderRuntime,
  type CompressedParts,
  type CompressOptions,
  type DecompressedImage,
  type ImageCoder,
  type ImageNumbers,
  type ImageSize,
  type WeightNumbers,
} from "./compressed.js";
export { parseIdx, idxLength, type Idx } from "./idx.js";
export { resizeImage, type Pixels, type ResizeOptions } from "./images.js";
export {
  auc,
  averagePrecision,
  confusion,
  precisionRecall,
  quantile,
  rocCurve,
  type PrecisionRecall,
  type Labels,
  type RocCurve,
  type Scores,
} from "./metrics.js";
export { parseNpy, toNpy, type NumberArray, type NumpyArray } from "./npy.js";
export { parseNpz } from "./npz.js";
export { packPlanes, unpackPlanes, type Planes } from "./planes.js";
export { butterworth, findBeats, movingAverage, resample, type BandOptions, type Signal } from "./signals.js";
export { attachTable, attachedTable } from "./attach.js";
export { attachMetadata, attachedMetadata } from "./metadata.js";
export { TextVectorizer, wordsOf, type KnownWords, type SavedVectorizer, type TextOptions } from "./text.js";
export { WordVectors, type SavedWordVectors, type WordVectorOptions } from "./word-vectors.js";
export type { WordTable } from "./word-table.js";
export type { ColumnCells, Row } from "./rows.js";
export {
  TableEncoder,
  type Column,
  type ColumnOptions,
  type Dates,
  type EncodedTable,
  type Problem,
  type Scale,
  type TableOptions,
  type Unseen,
} from "./table.js";
export {
  guessType,
  parseDate,
  parseNumber,
  type Cell,
  type ColumnType,
  type NumberFormat,
} from "./values.js";
export {
  windows,
  type SeriesScale,
  type SeriesWindows,
  type WindowForm,
  type WindowOptions,
} from "./windows.js";
