// Medians and quartiles.

/** The value below which a share of the others lies, between neighbours on a straight line. */
export function quantile(values, share) {
  if (values.length === 0) throw new RangeError("There is no quantile of nothing.");
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  return below + (sorted[Math.ceil(place)] - below) * (place % 1);
}

export const median = (values) => quantile(values, 0.5);

/** @param {number[]} values */
export function summary(values) {
  return {
    median: median(values),
    quartiles: [quantile(values, 0.25), quantile(values, 0.75)],
    count: values.length,
  };
}
