// What is looked at closely: a square of a photo.

import type { Box, Photo } from "../../data/photos/photo";

/** Rows and columns under the lens. */
export const lensSide = 56;

export interface Place {
  x: number;
  y: number;
}

/** Where the lens is at first. */
export const firstPlace = ({ width, height }: Photo): Place => ({
  x: Math.round(0.42 * (width - lensSide)),
  y: Math.round(0.2 * (height - lensSide)),
});

/** The nearest place within the photo. */
export function placeWithin({ width, height }: Photo, x: number, y: number): Place {
  const within = (value: number, most: number) => Math.round(Math.min(most, Math.max(0, value)));
  return { x: within(x, width - lensSide), y: within(y, height - lensSide) };
}

export const boxOf = (place: Place): Box => ({ ...place, width: lensSide, height: lensSide });
