// hourglass-autoencoder/files: files as people have them to tables, recordings, lines and pictures; in browsers, workers and Node.

export { HourglassError, type ErrorCode } from "../base/errors.js";
export {
  changedReading,
  FileError,
  type DateOrder,
  type FileInput,
  type FilePlace,
  type FileProblem,
  type FileProblemKind,
  type Reading,
  type Thousands,
} from "./reading.js";
export { encodeText, encodings } from "./encoding.js";
export { fileLimits } from "./source.js";
export { readTable, type TableFile, type TableReading } from "./table.js";
export { type FileColumn, type NumberColumn, type TextColumn } from "./columns.js";
export {
  readRecording,
  type Channel,
  type DecodeSound,
  type RecordingFile,
  type RecordingOptions,
} from "./recording.js";
export { type Sound } from "./wav.js";
export { readLines, type LinesFile } from "./lines.js";
export {
  readPictures,
  type PictureFile,
  type PictureReading,
  type PicturesFile,
  type PicturesOptions,
  type PictureStyle,
} from "./pictures.js";
