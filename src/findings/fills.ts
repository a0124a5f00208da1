import { withCommas } from "#base/with-commas";
import type { Finding } from "#results/documents/finding";
import { counted, type RunFacts } from "./run-facts.ts";

/** Above this share of its bar's volume an order would have moved the price. */
const MUCH = 0.1;

/** Fills of more than a tenth of what their bar traded: nobody knows at what price the rest would have been had. */
export function checkMuchOfVolume({ record, timeText }: RunFacts): Finding[] {
  const { fills, market } = record;
  let count = 0;
  let largest = 0;
  let at = -1;
  for (let i = 0; i < fills.length; i++) {
    const { series, volume } = market.assets[fills.asset[i]!]!;
    // A share of an adjusted price is not a share, so its volume says nothing here.
    if (series.adjusted || volume === null) continue;
    const share = Math.abs(fills.quantity[i]!) / volume[fills.bar[i]!]!;
    // Rounding to lots leaves a fill at the cap itself.
    if (!(share > MUCH * (1 + 1e-9))) continue;
    count++;
    if (share <= largest) continue;
    largest = share;
    at = i;
  }
  if (count === 0) return [];
  const time = timeText(market.clock[fills.bar[at]!]!);
  const most = largest === Number.POSITIVE_INFINITY ? "all of a bar without volume" : `${percent(largest)} of it`;
  return [
    {
      id: "much-of-volume",
      severity: "warning",
      message: `${counted(count, "fill")} of ${withCommas(fills.length)} took more than ${percent(MUCH)} of the bar's volume, at most ${most}`,
      help: "trade less, or let a cap hold it: --fills participation=0.1",
      symbol: market.assets[fills.asset[at]!]!.symbol,
      time,
    },
  ];
}

/** Fills on bars on which nothing was traded: their price is an old one. */
export function checkStaleFills({ record, timeText }: RunFacts): Finding[] {
  const { fills, market } = record;
  let count = 0;
  let at = -1;
  for (let i = 0; i < fills.length; i++) {
    if (!isStale(record, fills.asset[i]!, fills.bar[i]!)) continue;
    if (count === 0) at = i;
    count++;
  }
  if (count === 0) return [];
  const time = timeText(market.clock[fills.bar[at]!]!);
  return [
    {
      id: "stale-fills",
      severity: "warning",
      message: `${counted(count, "fill")} fell on bars on which nothing had been traded, first on ${time}`,
      help: "their prices are old ones: see fills.csv, and ivy data validate",
      symbol: market.assets[fills.asset[at]!]!.symbol,
      time,
    },
  ];
}

/** A bar without volume whose prices are all the close before it. */
function isStale({ market }: RunFacts["record"], asset: number, bar: number): boolean {
  const { series, open, high, low, close, volume } = market.assets[asset]!;
  if (series.closeOnly || volume === null || volume[bar] !== 0) return false;
  let before = bar - 1;
  while (before >= 0 && Number.isNaN(close[before]!)) before--;
  const last = close[before];
  return open[bar] === last && high[bar] === last && low[bar] === last && close[bar] === last;
}

/** Pairs whose legs whole lots have cut to other proportions: they trade another spread than the one that was meant. */
export function checkLegsOff({ record: { legsOff, market }, timeText }: RunFacts): Finding[] {
  const { groups, worst, bar } = legsOff;
  if (groups === 0) return [];
  const time = timeText(market.clock[bar]!);
  return [
    {
      id: "legs-off",
      severity: "warning",
      message: `the legs of ${counted(groups, "group")} opened in other proportions than asked for, by up to ${percent(worst)} on ${time}: whole lots cut one further than the other`,
      help: "trade more, or fractions: --cash, --fills lots=fractional",
      time,
    },
  ];
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
