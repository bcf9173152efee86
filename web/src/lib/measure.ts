/** Mean squared error between two images. */
export function mse(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum / a.length;
}

/** Peak signal-to-noise ratio in decibels of images whose values go from 0 to 1: higher is closer. */
export function psnr(error: number): number {
  return -10 * Math.log10(error);
}
