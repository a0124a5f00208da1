import type { Draft } from "./draft.ts";
import type { Mended } from "./mended.ts";

/** Moves an open or close that lies outside of low and high to the nearer of the two. Rows that make no bar are left as they are. */
export function clipToRange(draft: Draft): Mended {
  const { high, low, time } = draft;
  const open = draft.open.slice();
  const close = draft.close.slice();
  const times: number[] = [];
  for (let i = 0; i < time.length; i++) {
    const top = high[i]!;
    const bottom = low[i]!;
    if (!(top >= bottom && bottom > 0 && top < Infinity)) continue;
    const o = open[i]! > top ? top : open[i]! < bottom ? bottom : open[i]!;
    const c = close[i]! > top ? top : close[i]! < bottom ? bottom : close[i]!;
    if (Object.is(o, open[i]) && Object.is(c, close[i])) continue;
    open[i] = o;
    close[i] = c;
    times.push(time[i]!);
  }
  if (times.length === 0) return { draft, times: new Float64Array() };
  return { draft: { ...draft, open, close }, times: Float64Array.from(times) };
}
