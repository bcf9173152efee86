// Numbers as the language in use writes them.

let localeOf = () => "en";

/** Whose numbers are written: the page's language. */
export function followLocale(source: () => string): void {
  localeOf = source;
}

const known = new Map<string, Intl.NumberFormat>();

/** Making one takes longer than using it a hundred times. */
function numberFormat(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const locale = localeOf();
  const key = `${locale} ${name}`;
  const format = known.get(key) ?? new Intl.NumberFormat(locale, options);
  known.set(key, format);
  return format;
}

export function formatCount(value: number): string {
  return numberFormat("count", { maximumFractionDigits: 0 }).format(value);
}

/** With this many digits after the decimal sign. */
export function formatFixed(value: number, digits: number): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false };
  return Number.isFinite(value) ? numberFormat(`fixed ${digits}`, options).format(value) : `${value}`;
}

export const formatPercent = (share: number, digits = 0): string =>
  numberFormat(`percent ${digits}`, {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(share);

/** Two digits are all that can be read of a number that changes ten times a second. */
export function formatRate(value: number): string {
  return value < 100
    ? formatCount(value)
    : numberFormat("rate", { maximumSignificantDigits: 2 }).format(value);
}

export function formatLoss(value: number): string {
  return formatFixed(value, value >= 10 ? 1 : 4);
}

export function formatSeconds(seconds: number): string {
  if (seconds < 59.5) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** 0.0005 and not 5e-4. */
export function formatPlain(value: number): string {
  return numberFormat("plain", { maximumSignificantDigits: 3, useGrouping: false }).format(value);
}

/** All its digits, of as many as a measured value has. */
export function formatExact(value: number): string {
  return numberFormat("exact", { maximumSignificantDigits: 12, useGrouping: false }).format(value);
}

/** Of a file. */
export const formatBytes = (size: number): string =>
  size < 1e6 ? `${formatCount(Math.max(1, size / 1000))} kB` : `${formatFixed(size / 1e6, 1)} MB`;

/** A place in a recording: 4:22, or 1:55.5 where tenths or less are told. */
export function formatClock(seconds: number, digits = 0): string {
  const whole = Number(Math.max(0, seconds).toFixed(digits));
  const minutes = Math.floor(whole / 60);
  const rest = formatFixed(whole - 60 * minutes, digits);
  return `${minutes}:${rest.padStart(digits > 0 ? 3 + digits : 2, "0")}`;
}

/** The number at the start of what was written so; NaN where there is none. */
export function parseFigure(text: string): number {
  const decimal = formatFixed(1.5, 1)[1]!;
  const plain = [...text.replaceAll("−", "-")]
    .filter((sign) => sign === decimal || !/[.,\s'’]/.test(sign))
    .join("");
  return Number.parseFloat(plain.replace(decimal, "."));
}
