import type { BarSeries } from "#domain/bars";
import { formatTime } from "#time/format-time";
import type { DataWarning, Occurrence } from "../source.ts";
import type { ActionEvent } from "./action-event.ts";

type Oddity = "offBars" | "onAdjusted" | "contradicts" | "barsAfter";

const WORDS: Readonly<Record<Oddity, Omit<DataWarning, "symbol" | "occurrences">>> = {
  offBars: {
    id: "action-off-bars",
    severity: "warning",
    words: {
      one: "corporate action falls on a day without a bar",
      many: "corporate actions fall on days without a bar",
    },
    help: "It takes effect on the next bar; check its date, which is that of the first day on which it holds.",
  },
  onAdjusted: {
    id: "action-on-adjusted",
    severity: "warning",
    words: {
      one: "corporate action stands beside prices that carry it already",
      many: "corporate actions stand beside prices that carry them already",
    },
    help: "Applying it again would count it twice: give raw prices (--read adjust=apart), or leave it out of the list.",
  },
  contradicts: {
    id: "actions-contradict",
    severity: "warning",
    words: {
      one: "corporate action differs between the prices and the list",
      many: "corporate actions differ between the prices and the list",
    },
    help: "The list was taken. Mend the one that is wrong.",
  },
  barsAfter: {
    id: "bars-after-delisting",
    severity: "error",
    words: { one: "bar lies after the delisting", many: "bars lie after the delisting" },
    help: "Check the date of the delisting, or cut the prices there: another share may have taken over the ticker.",
  },
};

/** Gathers what is odd, each kind of it in the order of time. */
export class OddActions {
  readonly #series: BarSeries;
  readonly #found = new Map<Oddity, Occurrence[]>();

  constructor(series: BarSeries) {
    this.#series = series;
  }

  offBars(event: ActionEvent, bar: number): void {
    this.#note("offBars", event, bar, 1, `${sayEvent(event)} of ${dayText(event.day)}`);
  }

  onAdjusted(event: ActionEvent, bar: number): void {
    this.#note("onAdjusted", event, bar, 1, sayEvent(event));
  }

  contradicts(event: ActionEvent, bar: number, inPrices: number, inList: number): void {
    this.#note("contradicts", event, bar, 1, `${event.kind} ${inPrices} in the prices, ${inList} in the list`);
  }

  barsAfter(event: ActionEvent, bar: number): void {
    const bars = this.#series.time.length - bar;
    if (bars > 0) this.#note("barsAfter", event, bar, bars, `delisted on ${dayText(event.day)}`);
  }

  warnings(): readonly DataWarning[] {
    return [...this.#found].map(([oddity, occurrences]) => ({
      ...WORDS[oddity],
      symbol: this.#series.symbol,
      occurrences,
    }));
  }

  #note(oddity: Oddity, event: ActionEvent, bar: number, bars: number, text: string): void {
    const { time, timeframe } = this.#series;
    const from = time[bar]!;
    const to = time[bar + bars - 1]!;
    const where = { ...event.where, time: formatTime(from, timeframe) };
    const list = this.#found.get(oddity) ?? [];
    list.push({ from, to, bars, weight: bars, text, where });
    this.#found.set(oddity, list);
  }
}

function sayEvent(event: ActionEvent): string {
  if (event.kind === "split") return `split ${event.ratio}`;
  return event.kind === "dividend" ? `dividend ${event.cash}` : event.kind;
}

function dayText(day: number): string {
  return formatTime(day, "1d");
}
