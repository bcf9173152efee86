import { photoOf, type Photo } from "./photo";

/** More pixels than a photo may have. */
export class TooManyPixels extends Error {
  constructor(readonly pixels: number) {
    super(`${pixels} pixels`);
  }
}

/** Photos of many phones are in Display P3, whose reds and greens reach further: its name stands in their profile. */
async function spaceOf(file: Blob): Promise<PredefinedColorSpace> {
  const head = new TextDecoder("latin1").decode(await file.slice(0, 2 ** 17).arrayBuffer());
  return head.replaceAll("\0", "").includes("Display P3") ? "display-p3" : "srgb";
}

/** A photo as its camera was held, in sRGB or in Display P3. Rejects with TooManyPixels, or where the file is no picture. */
export async function decodePhoto(id: string, name: string, file: Blob, most: number): Promise<Photo> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const { width, height } = picture;
  if (width * height > most) throw new TooManyPixels(width * height);
  const context = new OffscreenCanvas(width, height).getContext("2d", {
    willReadFrequently: true,
    colorSpace: await spaceOf(file),
  })!;
  context.drawImage(picture, 0, 0);
  picture.close();
  return photoOf(id, name, context.getImageData(0, 0, width, height));
}
