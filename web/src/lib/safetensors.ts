/** What a safetensors file says of itself, e.g. "steps"; nothing where it is none. */
export function metadataOf(file: Uint8Array): Record<string, string> {
  try {
    const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length))) as {
      __metadata__?: Record<string, string>;
    };
    return header.__metadata__ ?? {};
  } catch {
    return {};
  }
}
