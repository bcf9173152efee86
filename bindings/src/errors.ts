/** What went wrong, in one word that programs can act on. */
export type ErrorCode =
  | "invalid_config" // names the field and the value
  | "invalid_data" // NaN, infinity, empty, neither Float32Array nor Uint8Array
  | "shape_mismatch" // says the length expected and the length given
  | "invalid_file"
  | "diverged" // the loss became NaN or infinite: the weights are those before the step
  | "out_of_memory"
  | "unsupported" // no WebAssembly SIMD, say
  | "disposed"
  | "busy"; // a second fit while one runs

/** The only error that the package throws. Its message names the field, the value and what is allowed. */
export class HourglassError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = "HourglassError";
    this.code = code;
  }
}
