/** An array in the IDX format of the original MNIST files. */
export interface Idx {
  dimensions: number[];
  data: Uint8Array;
}

const unsignedByte = 8;

/** The length in bytes that a file with this beginning must have, or undefined while too little of it is known. */
export function idxLength(bytes: Uint8Array): number | undefined {
  const header = readHeader(bytes);
  return header && header.offset + header.values;
}

/** Reads a whole IDX file of unsigned bytes. The sizes it declares are checked against its length first. */
export function parseIdx(bytes: Uint8Array): Idx {
  const header = readHeader(bytes);
  if (!header) throw new Error(`IDX: the file ends after ${bytes.length} bytes, inside its header`);
  const { dimensions, offset, values } = header;
  if (bytes.length !== offset + values) {
    throw new Error(
      `IDX: ${dimensions.join(" x ")} values need ${offset + values} bytes, but the file has ${bytes.length}`,
    );
  }
  return { dimensions, data: bytes.subarray(offset) };
}

function readHeader(bytes: Uint8Array) {
  if (bytes.length < 4) return undefined;
  const [first, second, type, rank] = bytes as unknown as [number, number, number, number];
  if (first !== 0 || second !== 0)
    throw new Error("IDX: this is no IDX file, it does not begin with two zeros");
  if (type !== unsignedByte) throw new Error(`IDX: values of type ${type} are not supported, only bytes (8)`);
  if (rank === 0) throw new Error("IDX: the file has no dimensions");
  const offset = 4 + 4 * rank;
  if (bytes.length < offset) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, offset);
  const dimensions = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const values = dimensions.reduce((product, size) => product * size, 1);
  if (!Number.isSafeInteger(values)) throw new Error(`IDX: ${dimensions.join(" x ")} values are too many`);
  return { dimensions, offset, values };
}
