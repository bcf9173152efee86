/** A PNG's values as they are stored: 1 to 4 channels (grey, grey and alpha, RGB, RGBA) of 1 to 16 bits. */
export interface PngValues {
  width: number;
  height: number;
  channels: number;
  /** Bits of each value; those of fewer than 8 are packed, each row from a byte on. */
  depth: number;
  data: Uint8Array | Uint8ClampedArray | Uint16Array;
}

/** A palette's colours are looked up. Throws where it is no PNG, or a damaged one. */
export function decodePng(bytes: Uint8Array): PngValues;
