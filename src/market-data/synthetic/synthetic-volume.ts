import { normalInverse } from "#math/normal-inverse";
import type { Xorshift32 } from "#math/random";
import type { BarClock } from "./bar-clock.ts";

/** Standard deviations of the logarithm: of a session's volume, and of a bar's share of it. */
const SESSION_NOISE = 0.3;
const BAR_NOISE = 0.5;

/**
 * Volume of each bar, whole and at least 1: lognormal by session, spread over its bars as their shares say.
 * @param average expected volume of a session
 */
export function syntheticVolume(clock: BarClock, average: number, random: Xorshift32): Float64Array {
  const { session, volumeShare, timeframe } = clock;
  const volume = new Float64Array(session.length);
  let whole = 0;
  for (let i = 0; i < session.length; i++) {
    if (i === 0 || session[i] !== session[i - 1]) whole = average * noise(SESSION_NOISE, random);
    const own = timeframe === "1d" ? 1 : noise(BAR_NOISE, random);
    volume[i] = Math.max(1, Math.round(whole * volumeShare[i]! * own));
  }
  return volume;
}

/** Lognormal with mean 1. */
function noise(deviation: number, random: Xorshift32): number {
  return Math.exp(deviation * normalInverse(random.uniform()) - (deviation * deviation) / 2);
}
