/** One thing that goes wrong: what is there, what is typed, and what must come of it. */
export interface BadCase {
  readonly name: string;
  /** What is typed after `ivy`. */
  readonly line: readonly string[];
  /** Files of the folder, by path; the names of `PRICES` are there in any case. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly exit: number;
  readonly code: string;
  /** Each must stand in the text for the person. */
  readonly words: readonly string[];
}

const HEAD = "Date,Open,High,Low,Close,Volume";

/** Sixty weekdays of 2020 in the common layout, prices around 100. */
export function rows(count = 60): string[] {
  const out: string[] = [];
  for (let day = Date.UTC(2020, 0, 1); out.length < count; day += 86_400_000) {
    const date = new Date(day);
    if (date.getUTCDay() % 6 === 0) continue;
    const price = 100 + ((out.length * 7) % 13) / 4;
    out.push(`${date.toISOString().slice(0, 10)},${price},${price + 1},${price - 1},${price},1000`);
  }
  return out;
}

/** A price file with some of its rows put in the place of others, by their index. */
export function priceFile(changes: Readonly<Record<number, string>> = {}, count = 60): string {
  return `${[HEAD, ...rows(count).map((row, index) => changes[index] ?? row)].join("\n")}\n`;
}

/** Sound prices that every case finds in its folder. */
export const PRICES: Readonly<Record<string, string>> = {
  "prices/GOOD.csv": priceFile(),
  "prices/LATE.csv": priceFile().replaceAll("2020-", "2021-"),
  "prices/SHORT.csv": priceFile({}, 1),
};

/** A line that backtests the sound prices, with something added. */
export function backtest(strategy: string, ...more: string[]): string[] {
  return ["backtest", "--strategy", strategy, "--data", "prices", "--tickers", "GOOD", ...more];
}
