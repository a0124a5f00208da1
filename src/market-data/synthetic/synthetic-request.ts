import type { Timeframe } from "#time/timeframe";
import { type Model, SYNTHETIC_SETTINGS, type SyntheticSettingName, settingsOf } from "./synthetic-settings.ts";

/** All that decides the bytes of synthetic series. */
export interface SyntheticRequest {
  readonly model: Model;
  /** Of a pair the one that follows comes first. */
  readonly tickers: readonly string[];
  /** Whole, 0 to 2^32 − 1. */
  readonly seed: number;
  /** Of each series. */
  readonly bars: number;
  /** First day, epoch ms UTC. */
  readonly from: number;
  /** As calendars are called: NYSE, 24/7. */
  readonly calendar: string;
  readonly timeframe: Timeframe;
  readonly values: Readonly<Record<SyntheticSettingName, number>>;
}

/**
 * The command that makes a request again, with every setting that decides a byte and nothing of where it is written: the
 * first line of each file after "# synthetic: ".
 */
export function syntheticCommand(request: SyntheticRequest): string {
  const { model, tickers, seed, bars, from, calendar, timeframe, values } = request;
  const settings = settingsOf(model).map((name) => `${SYNTHETIC_SETTINGS[name].flag} ${values[name]}`);
  return [
    `ivy data generate ${model}`,
    `--tickers ${tickers.join(",")}`,
    `--seed ${seed}`,
    `--bars ${bars}`,
    `--from ${new Date(from).toISOString().slice(0, 10)}`,
    `--calendar ${calendar}`,
    `--timeframe ${timeframe}`,
    ...settings,
  ].join(" ");
}
