import type { Profile } from "../profile.ts";
import type { WorkingOrder } from "../working-order.ts";

/** The signals of one asset at one moment. An exit leaves whichever side is held. */
export interface Signals {
  readonly longEntry: WorkingOrder | null;
  readonly shortEntry: WorkingOrder | null;
  readonly exit: WorkingOrder | null;
}

/** What is left of them once their conflicts are judged. */
export interface Judged {
  readonly longEntry: boolean;
  readonly longExit: boolean;
  readonly shortEntry: boolean;
  readonly shortExit: boolean;
  readonly accumulate: Profile["accumulate"];
}

/** What is done: to which side, and whether it may only reduce, by all that is held and `ofSize` more, or by the size alone. */
export interface Act {
  readonly side: number;
  readonly reducesOnly: boolean;
  /** Units held that it closes first; the size given comes on top where `ofSize`. */
  readonly closes: number;
  readonly ofSize: boolean;
}

/** Judges the signals of an asset of which `position` units are held: entry against exit, long against short, then against what is held. */
export function judge(signals: Signals, position: number, profile: Profile): Judged {
  let longEntry = signals.longEntry !== null;
  let shortEntry = signals.shortEntry !== null;
  let longExit = signals.exit !== null;
  let shortExit = longExit;
  const { accumulate } = profile;
  if (!longEntry && !shortEntry) return { longEntry, longExit, shortEntry, shortExit, accumulate };
  if (longExit) {
    const keeps = keptOf(profile.signalConflict, position);
    if (longEntry) {
      longEntry = keeps === "entry";
      longExit = keeps === "exit";
    }
    if (shortEntry) {
      shortEntry = keeps === "entry";
      shortExit = keeps === "exit";
    }
  }
  if (longEntry && shortEntry) {
    const side = sideOf(profile.directionConflict, position);
    longEntry = side > 0;
    shortEntry = side < 0;
  }
  const isOpposite = (position > 0 && shortEntry) || (position < 0 && longEntry);
  const judged = { longEntry, longExit, shortEntry, shortExit, accumulate };
  return isOpposite ? againstHeld(judged, position, profile.oppositeEntry) : judged;
}

function keptOf(rule: Profile["signalConflict"], position: number): "entry" | "exit" | "neither" {
  if (rule === "entry" || rule === "exit") return rule;
  if (rule === "ignore" || position === 0) return "neither";
  return rule === "adjacent" ? "entry" : "exit";
}

function sideOf(rule: Profile["directionConflict"], position: number): number {
  if (rule === "ignore") return 0;
  if (rule === "long" || rule === "short") return rule === "long" ? 1 : -1;
  return rule === "adjacent" ? Math.sign(position) : -Math.sign(position);
}

function againstHeld(judged: Judged, position: number, rule: Profile["oppositeEntry"]): Judged {
  if (rule === "reverseReduce") return judged;
  if (rule === "reverse") return { ...judged, accumulate: "no" };
  const withoutEntry = position > 0 ? { shortEntry: false } : { longEntry: false };
  if (rule === "ignore") return { ...judged, ...withoutEntry };
  const exit = position > 0 ? { longExit: true } : { shortExit: true };
  const accumulate = rule === "close" ? "no" : judged.accumulate;
  return { ...judged, ...withoutEntry, ...exit, accumulate };
}

/** What a stop or target that was met comes to, as if it were a signal. */
export function judgeStop(position: number, profile: Profile): Judged {
  const { stopExit } = profile;
  const accumulate = stopExit === "close" || stopExit === "reverse" ? "no" : profile.accumulate;
  const none = { longEntry: false, longExit: false, shortEntry: false, shortExit: false, accumulate };
  const isLong = position > 0;
  if (stopExit === "close" || stopExit === "closeReduce") return { ...none, longExit: isLong, shortExit: !isLong };
  return { ...none, longEntry: !isLong, shortEntry: isLong };
}

/** What the judged signals do to a position; null: nothing. */
export function actOf(judged: Judged, position: number): Act | null {
  const { longEntry, longExit, shortEntry, shortExit, accumulate } = judged;
  const held = Math.sign(position);
  if (held === 0) {
    if (!longEntry && !shortEntry) return null;
    return { side: longEntry ? 1 : -1, reducesOnly: false, closes: 0, ofSize: true };
  }
  const adds = accumulate === "both" || accumulate === "addOnly";
  const removes = accumulate === "both" || accumulate === "removeOnly";
  const closes = removes ? 0 : Math.abs(position);
  const [same, other, exit] = held > 0 ? [longEntry, shortEntry, longExit] : [shortEntry, longEntry, shortExit];
  if (other) return { side: -held, reducesOnly: false, closes, ofSize: true };
  if (exit) return { side: -held, reducesOnly: true, closes, ofSize: removes };
  return same && adds ? { side: held, reducesOnly: false, closes: 0, ofSize: true } : null;
}
