// Card transactions that nobody made: a seeded generator, documented here and labelled synthetic on the page.
//
// Each customer has habits: a home, a purse, a rhythm of the day, favourite shops, a device. What is bought decides when,
// how much, how far from home, how long after the last purchase and with which device: groceries are small, near and in
// the evening; travel is dear, far, rare and booked at a desk in the daytime. Fraud takes values that occur every day
// and joins them as no customer does: no single column gives it away.

import { normal, randomNumbers } from "../../lib/random";

export const columns = ["amount", "hour", "merchant", "distance", "minutes since last", "device"] as const;
export type Transaction = [number, number, string, number, number, string];

/** What fraud does: see `frauds` below. */
export type FraudKind = "amount" | "travel" | "night";
export const fraudKinds: FraudKind[] = ["amount", "travel", "night"];

export interface Settings {
  rows: number;
  /** Share of fraud, from 0 to 1. */
  rate: number;
  /** How far fraud strays from habits: 1 is as documented, less hides better. */
  strength: number;
  kinds: FraudKind[];
  seed: number;
}

export const defaults: Settings = { rows: 8000, rate: 0.03, strength: 1, kinds: fraudKinds, seed: 1 };

/** What is bought: amounts in euros, hours of the day, kilometres from home, minutes since the last purchase. */
interface Shop {
  name: string;
  /** How often, beside the others. */
  weight: number;
  amount: number;
  hours: [number, number];
  distance: number;
  pause: number;
  devices: Record<string, number>;
}

const shops: Shop[] = [
  {
    name: "groceries",
    weight: 30,
    amount: 38,
    hours: [17.5, 1.8],
    distance: 2,
    pause: 900,
    devices: { card: 0.8, phone: 0.2 },
  },
  {
    name: "coffee",
    weight: 22,
    amount: 6,
    hours: [8.3, 1],
    distance: 5,
    pause: 500,
    devices: { phone: 0.85, card: 0.15 },
  },
  { name: "fuel", weight: 8, amount: 62, hours: [16, 3], distance: 14, pause: 1500, devices: { card: 1 } },
  {
    name: "restaurant",
    weight: 12,
    amount: 54,
    hours: [20, 1.1],
    distance: 7,
    pause: 400,
    devices: { card: 0.7, phone: 0.3 },
  },
  {
    name: "online shop",
    weight: 16,
    amount: 75,
    hours: [21.3, 1.4],
    distance: 0,
    pause: 700,
    devices: { browser: 0.8, phone: 0.2 },
  },
  {
    name: "electronics",
    weight: 4,
    amount: 260,
    hours: [13.5, 2],
    distance: 11,
    pause: 2200,
    devices: { card: 0.6, browser: 0.4 },
  },
  {
    name: "travel",
    weight: 5,
    amount: 340,
    hours: [12, 2.2],
    distance: 120,
    pause: 2800,
    devices: { browser: 0.7, card: 0.3 },
  },
  {
    name: "cash",
    weight: 6,
    amount: 120,
    hours: [11.5, 2.5],
    distance: 3,
    pause: 1200,
    devices: { card: 1 },
  },
];

/** Of one customer: factors to what is usual. */
interface Customer {
  purse: number;
  late: number;
  reach: number;
  pace: number;
}

type Random = () => number;

const positive = (value: number, least: number) => Math.max(least, value);
const lognormal = (random: Random, middle: number, spread: number) =>
  middle * Math.exp(spread * normal(random));

function pick<T>(random: Random, items: readonly T[], weight: (item: T) => number): T {
  let left = random() * items.reduce((sum, item) => sum + weight(item), 0);
  return items.find((item) => (left -= weight(item)) <= 0) ?? items[items.length - 1]!;
}

function customerOf(random: Random): Customer {
  return {
    purse: lognormal(random, 1, 0.25),
    late: 0.5 * normal(random),
    reach: lognormal(random, 1, 0.2),
    pace: lognormal(random, 1, 0.2),
  };
}

function purchase(
  random: Random,
  { purse, late, reach, pace }: Customer,
  shop = pick(random, shops, ({ weight }) => weight),
): Transaction {
  const [middle, spread] = shop.hours;
  const hour = (middle + late + spread * normal(random) + 24) % 24;
  const device = pick(random, Object.entries(shop.devices), ([, share]) => share)[0];
  return [
    lognormal(random, shop.amount * purse, 0.22),
    hour,
    shop.name,
    shop.distance === 0 ? 0 : lognormal(random, shop.distance * reach, 0.3),
    positive(lognormal(random, shop.pause * pace, 0.3), 1),
    device,
  ];
}

/** What is changed of a purchase that a customer would have made; the other's values are everyday ones of other shops. */
const frauds: Record<FraudKind, (own: Transaction, other: Transaction, strength: number) => Transaction> = {
  // The amount of a dear shop at a cheap one, or the other way.
  amount: (own, other, strength) => [
    mixed(own[0], other[0], strength),
    own[1],
    own[2],
    own[3],
    own[4],
    own[5],
  ],
  // As far away as on a journey, as soon after the last purchase as at home.
  travel: (own, other, strength) => [
    own[0],
    own[1],
    own[2],
    mixed(own[3], other[3], strength),
    mixed(own[4], 320, 0.6 * strength),
    own[5],
  ],
  // At another shop's time of day, with its device.
  night: (own, other, strength) => [
    own[0],
    (mixed(own[1], other[1], strength) + 24) % 24,
    own[2],
    own[3],
    own[4],
    strength > 0.5 ? other[5] : own[5],
  ],
};

const mixed = (own: number, other: number, strength: number) => own + strength * (other - own);

/** A shop whose habits differ most in what this kind of fraud changes. */
function otherShop(random: Random, kind: FraudKind, own: string): Shop {
  const mine = shops.find(({ name }) => name === own)!;
  const apart = (shop: Shop) => {
    if (kind === "amount") return Math.abs(Math.log(shop.amount / mine.amount));
    if (kind === "travel") return Math.abs(shop.distance - mine.distance) / 40;
    return Math.abs(shop.hours[0] - mine.hours[0]) / 4;
  };
  return pick(
    random,
    shops.filter((shop) => shop !== mine),
    (shop) => apart(shop) ** 2,
  );
}

const rounded = ([amount, hour, shop, distance, minutes, device]: Transaction): Transaction => [
  Math.round(100 * amount) / 100,
  Math.round(100 * hour) / 100,
  shop,
  Math.round(10 * distance) / 10,
  Math.round(minutes),
  device,
];

/** The rows, and of each whether it is fraud and of which kind. */
export function generate(settings: Partial<Settings> = {}): {
  rows: Transaction[];
  kinds: (FraudKind | null)[];
} {
  const { rows: count, rate, strength, kinds, seed } = { ...defaults, ...settings };
  const random = randomNumbers(seed);
  const customers = Array.from({ length: 300 }, () => customerOf(random));
  const rows: Transaction[] = [];
  const labels: (FraudKind | null)[] = [];
  for (let i = 0; i < count; i++) {
    const customer = pick(random, customers, () => 1);
    const own = purchase(random, customer);
    const kind = kinds.length > 0 && random() < rate ? pick(random, kinds, () => 1) : null;
    const row =
      kind === null
        ? own
        : frauds[kind](own, purchase(random, customer, otherShop(random, kind, own[2])), strength);
    rows.push(rounded(row));
    labels.push(kind);
  }
  return { rows, kinds: labels };
}
