import { UsageError } from "#base/errors";
import type { FillSettings } from "./fill-settings.ts";
import type { Profile } from "./profile.ts";

type PlayedValues = { readonly [Key in keyof FillSettings]?: readonly Profile[Key][] };

/**
 * Of the settings that a sequence does not play in every way: the values that it plays. A setting that is not named here is
 * honoured whatever it says.
 */
const PLAYED: Readonly<Partial<Record<Profile["sequence"], PlayedValues>>> = {
  bySymbol: {
    fillAt: ["nextClose", "signalClose"],
    triggerOn: ["close"],
    stopFill: ["close"],
    limitImprove: [true],
    trailOn: ["close"],
    childrenFrom: ["nextBar"],
    stopLimitSameBar: ["atOnce"],
    stopBeforeTarget: [true],
    uncertainStop: ["ignored"],
    reentryOnExitBar: [true],
    slippageOn: ["limitsToo"],
    slippageWithin: ["anything", "limit"],
    shortMargin: [0],
    volumeBase: ["asset"],
    accumulate: [false],
  },
  byId: {
    levelTick: [0],
    childrenFrom: ["nextBar"],
    stopLimitSameBar: ["proven", "nextBar"],
    stopBeforeTarget: [true],
    uncertainStop: ["ignored"],
    reentryOnExitBar: [true],
    slippageOn: ["all"],
    slippageWithin: ["anything"],
    shortMargin: [1],
    volumeBase: ["asset"],
    accumulate: [false],
  },
};

/** Throws UsageError for a setting that the sequence of the profile would pass over. */
export function checkPlayed(profile: Profile, fills: FillSettings): void {
  const played = PLAYED[profile.sequence] ?? {};
  for (const key of Object.keys(fills) as (keyof FillSettings)[]) {
    const values: readonly unknown[] | undefined = played[key];
    const value = fills[key];
    if (values === undefined || value === undefined || values.includes(value)) continue;
    throw new UsageError({
      code: "setting-not-in-profile",
      message: `The profile ${profile.name} cannot have ${key}=${String(value)}: its rules know no such thing.`,
      where: { flag: "--fills", key, expected: values.join(" or "), received: String(value) },
      help: `Leave ${key} as it is there (${String(profile[key])}), or set it over the default profile:\n--profile ivy --fills ${key}=${String(value)}`,
    });
  }
}
