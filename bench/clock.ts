/** What a round is timed by: time that passes, or time of the processor, which other work on the machine does not lengthen as much. */
export type Clock = "wall" | "cpu";

/** Milliseconds by the clock, since whenever. */
export function readClock(clock: Clock): number {
  if (clock === "wall") return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
