const locale = "en";
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });

export function formatCount(value: number): string {
  return whole.format(value);
}

/** Two digits are all that can be read of a number that changes ten times a second. */
export function formatRate(value: number): string {
  return value < 100 ? whole.format(value) : short.format(value);
}

export function formatLoss(value: number): string {
  return value >= 10 ? value.toFixed(1) : value.toFixed(4);
}

export function formatSeconds(seconds: number): string {
  if (seconds < 59.5) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** 0.0005 and not 5e-4. */
export function formatPlain(value: number): string {
  return new Intl.NumberFormat(locale, { maximumSignificantDigits: 3, useGrouping: false }).format(value);
}

/** Of a file. */
export const formatBytes = (size: number): string =>
  size < 1e6 ? `${formatCount(Math.max(1, size / 1000))} kB` : `${(size / 1e6).toFixed(1)} MB`;
