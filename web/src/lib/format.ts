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

/** A place in a recording: 4:22, or 1:55.5 where tenths or less are told. */
export function formatClock(seconds: number, digits = 0): string {
  const whole = Number(Math.max(0, seconds).toFixed(digits));
  const minutes = Math.floor(whole / 60);
  const rest = (whole - 60 * minutes).toFixed(digits);
  return `${minutes}:${rest.padStart(digits > 0 ? 3 + digits : 2, "0")}`;
}
