/** What went wrong, in one word that programs can act on. */
export type ErrorCode =
  | "invalid_config" // names the field and the value
  | "invalid_data" // NaN, infinity, empty, no numbers, or numbers that the loss or the corruption cannot take
  | "shape_mismatch" // says the length expected and the length given
  | "invalid_file"
  | "diverged" // something became NaN or infinite; where it is the loss, the weights are those before the step
  | "out_of_memory"
  | "unsupported" // no WebAssembly SIMD, say
  | "aborted" // by its signal: loading, work in slices, and runs that were asked to throw
  | "disposed" // also a run that has ended, and a worker that died
  | "busy" // a second fit while one runs, a step of a run that is not paused
  | "internal"; // a fault of the library itself

/** The only error that the package throws. Its message names the field, the value and what is allowed. */
export class HourglassError extends Error {
  /** What programs can act on. */
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = "HourglassError";
    this.code = code;
  }
}
