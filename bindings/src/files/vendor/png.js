// Bundled into one module when the package is built (tools/build.mjs), so that nothing has to be installed beside it.

import { convertIndexedToRgb, decode } from "fast-png";

export function decodePng(bytes) {
  const png = decode(bytes);
  const { width, height, channels, depth, data, palette } = png;
  if (!palette) return { width, height, channels, depth, data };
  return { width, height, channels: palette[0].length, depth: 8, data: convertIndexedToRgb(png) };
}
