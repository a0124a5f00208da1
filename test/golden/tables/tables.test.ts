import { describe, expect, test } from "vitest";
import { brackets } from "./brackets.ts";
import { cash } from "./cash.ts";
import { entryBar } from "./entry-bar.ts";
import { gaps } from "./gaps.ts";
import { lastBar, ownEnd } from "./last-bar.ts";
import { oco } from "./oco.ts";
import { partials } from "./partials.ts";
import { reEntry } from "./re-entry.ts";
import { reversals } from "./reversals.ts";
import { stopLimit } from "./stop-limit.ts";
import { NAMES, outcomeOf, playTable, type TableCase } from "./table.ts";
import { timesInForce } from "./times-in-force.ts";
import { trailing } from "./trailing.ts";

const THEMES: Readonly<Record<string, readonly TableCase[]>> = {
  "gaps and touches": gaps,
  brackets,
  "the bar of the entry": entryBar,
  "trailing stops": trailing,
  "stop-limits": stopLimit,
  "times in force": timesInForce,
  "one cancels the other": oco,
  reversals,
  "back in on the bar of the exit": reEntry,
  "the last bar": lastBar,
  "fills in parts": partials,
  "what cash covers": cash,
};

for (const [theme, cases] of Object.entries(THEMES)) {
  describe(theme, () => {
    const rows = cases.flatMap((one) => NAMES.map((profile) => [one.name, profile, one] as const));
    test.each(rows)("%s: %s", (_, profile, one) => {
      const { why, ...outcome } = outcomeOf(one, profile);
      const played = cases === lastBar ? { ...one, settings: ownEnd(profile) } : one;
      expect(playTable(played, profile), why).toEqual(outcome);
    });
  });
}
