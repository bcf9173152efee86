/** Images one after another in one array, as the package takes them. */
export function join(images: Float32Array[]): Float32Array {
  const all = new Float32Array(images.reduce((sum, image) => sum + image.length, 0));
  let offset = 0;
  for (const image of images) {
    all.set(image, offset);
    offset += image.length;
  }
  return all;
}
