/** What a generator makes: one asset after another, or two that belong together. */
export const MODELS = ["gbm", "jumps", "pair", "minutes"] as const;
export type Model = (typeof MODELS)[number];

/** A number that a generator takes, and what it may be. */
export interface SyntheticSetting {
  readonly flag: string;
  readonly description: string;
  readonly unlessGiven: number;
  readonly min: number;
  readonly max: number;
  /** The bounds themselves are refused. */
  readonly isOpen: boolean;
  readonly integer: boolean;
  /** What is valid, in words. */
  readonly words: string;
  /** Models that take it; absent: all of them. */
  readonly models?: readonly Model[];
}

const fraction = { integer: false, isOpen: false } as const;
const above = { integer: false, isOpen: true, min: 0 } as const;

/** The numbers of all generators, by the name that the code gives them. */
export const SYNTHETIC_SETTINGS = {
  start: {
    ...above,
    flag: "--start",
    description: "the first price",
    unlessGiven: 100,
    max: 1e9,
    words: "a price above 0 and below 1e9",
  },
  drift: {
    ...fraction,
    flag: "--drift",
    description: "expected growth in a year, a fraction",
    unlessGiven: 0.05,
    min: -5,
    max: 5,
    words: "a fraction of the price a year, from -5 to 5: 0.05",
  },
  volatility: {
    ...fraction,
    flag: "--volatility",
    description: "standard deviation of a year, a fraction",
    unlessGiven: 0.2,
    min: 0,
    max: 10,
    words: "a fraction of the price a year, from 0 to 10: 0.2",
  },
  overnight: {
    ...fraction,
    flag: "--overnight",
    description: "share of the variance between close and next open",
    unlessGiven: 0,
    min: 0,
    max: 0.99,
    words: "a share from 0 to 0.99",
  },
  volume: {
    ...above,
    flag: "--volume",
    description: "average volume of a session",
    unlessGiven: 1_000_000,
    max: 1e12,
    words: "a volume above 0 and below 1e12",
  },
  jumpsPerYear: {
    ...fraction,
    flag: "--jumps-per-year",
    description: "expected jumps in a year",
    unlessGiven: 12,
    min: 0,
    max: 10_000,
    words: "a number of jumps from 0 to 10,000",
    models: ["jumps"],
  },
  jumpMean: {
    ...fraction,
    flag: "--jump-mean",
    description: "mean jump of the logarithm of the price",
    unlessGiven: -0.02,
    min: -1,
    max: 1,
    words: "a fraction of the price from -1 to 1: -0.02",
    models: ["jumps"],
  },
  jumpDeviation: {
    ...fraction,
    flag: "--jump-deviation",
    description: "standard deviation of a jump",
    unlessGiven: 0.03,
    min: 0,
    max: 1,
    words: "a fraction of the price from 0 to 1: 0.03",
    models: ["jumps"],
  },
  halfLife: {
    ...above,
    flag: "--half-life",
    description: "bars in which the spread loses half of a deviation",
    unlessGiven: 20,
    max: 1e6,
    words: "a number of bars above 0",
    models: ["pair"],
  },
  hedge: {
    ...fraction,
    flag: "--hedge",
    description: "change of the first asset in percent for 1 % of the second",
    unlessGiven: 0.8,
    min: -10,
    max: 10,
    words: "a number from -10 to 10: 0.8",
    models: ["pair"],
  },
  spread: {
    ...above,
    flag: "--spread",
    description: "standard deviation of the spread, a fraction",
    unlessGiven: 0.03,
    max: 1,
    words: "a fraction of the price above 0 and below 1: 0.03",
    models: ["pair"],
  },
} as const satisfies Record<string, SyntheticSetting>;

export type SyntheticSettingName = keyof typeof SYNTHETIC_SETTINGS;

/** The settings that a model takes, in the order of the table. */
export function settingsOf(model: Model): readonly SyntheticSettingName[] {
  const names = Object.keys(SYNTHETIC_SETTINGS) as SyntheticSettingName[];
  return names.filter((name) => {
    const { models }: SyntheticSetting = SYNTHETIC_SETTINGS[name];
    return models === undefined || models.includes(model);
  });
}
