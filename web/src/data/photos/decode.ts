import { photoOf, type Photo } from "./photo";

/** More pixels than a photo may have. */
export class TooManyPixels extends Error {
  constructor(readonly pixels: number) {
    super(`${pixels} pixels`);
  }
}

/** A photo as its camera was held, in sRGB. Rejects with TooManyPixels, or where the file is no picture. */
export async function decodePhoto(id: string, name: string, file: Blob, most: number): Promise<Photo> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const { width, height } = picture;
  if (width * height > most) throw new TooManyPixels(width * height);
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
  context.drawImage(picture, 0, 0);
  picture.close();
  return photoOf(id, name, context.getImageData(0, 0, width, height));
}
