import { sampleEquity, windowOf } from "#metrics/equity-window";
import type { Finding } from "#results/documents/finding";
import { counted, type RunFacts } from "./run-facts.ts";

const FEWEST_RETURNS = 60;

/** Too few returns for any ratio of them to mean much. */
export function checkShortHistory({ record }: RunFacts): Finding[] {
  const count = sampleEquity(windowOf(record)).returns.length;
  if (count >= FEWEST_RETURNS) return [];
  return [
    {
      id: "short-history",
      severity: "warning",
      message:
        count === 0
          ? "there is no return to judge a strategy by"
          : `${counted(count, "return")} ${count === 1 ? "is" : "are"} too few to judge a strategy by (fewer than ${FEWEST_RETURNS})`,
      help: "measure more: an earlier --from, or a file that goes back further",
    },
  ];
}

/** A Sharpe ratio that chance alone could have made. After ruin it is beside the point. */
export function checkSharpeLuck({ record, sharpeInterval }: RunFacts): Finding[] {
  if (record.ruined || sharpeInterval === null || sharpeInterval.low > 0 || sharpeInterval.high < 0) return [];
  const ends = `${sharpeInterval.low.toFixed(2)} to ${sharpeInterval.high.toFixed(2)}`;
  return [
    {
      id: "sharpe-may-be-luck",
      severity: "info",
      message: `the Sharpe ratio cannot be told from 0: its 95 % interval is ${ends}`,
      help: "a longer history would narrow it",
    },
  ];
}
