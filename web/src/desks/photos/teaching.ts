// What networks of this desk learn from, and how long.

/** Other photos, or the one that is open alone. */
export const sources = ["others", "alone"] as const;
export type Source = (typeof sources)[number];

/** Seconds; 0 has no end. */
export const budgets = [10, 30, 60, 0] as const;
export type Budget = (typeof budgets)[number];
