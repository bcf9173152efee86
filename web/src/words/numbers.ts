// Numbers, times and plurals as a language writes them.

export function numbersOf(locale: string) {
  const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const rules = new Intl.PluralRules(locale);
  const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
  const day = new Intl.DateTimeFormat(locale, { weekday: "long", hour: "numeric", minute: "2-digit" });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" });
  return {
    n: (value: unknown) => count.format(Number(value)),
    /** A number with its fraction, and texts as they are. */
    exact: (value: string | number | undefined) =>
      typeof value === "number" ? value.toLocaleString(locale, { maximumSignificantDigits: 12 }) : `${value}`,
    /** So many of something: `one` and `other` as the language's rules say (Intl.PluralRules), with the number in front. */
    some: (value: number, one: string, other: string) =>
      `${count.format(value)} ${rules.select(value) === "one" ? one : other}`,
    /** With so many digits behind the point. */
    fixed: (value: number, digits: number) =>
      value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    /** The time of day, or the day with it. */
    when: (at: Date) => (Date.now() - at.getTime() < 12 * 3600e3 ? time : day).format(at),
    date: (at: Date) => date.format(at),
  };
}
