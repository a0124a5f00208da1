import { atr, choice, decimal, defineStrategy, highestBefore, integer, lowestBefore } from "ivy-quant";

/**
 * The rules that Richard Dennis and William Eckhardt taught their Turtles (Curtis Faith, The Original Turtle Trading
 * Rules, 2003): enter at the break of a channel, in units of which one average range (N) is 1 % of equity; another unit
 * for each half N that the price goes on, up to four; stop 2 N from the last one. As set here it is the short system (in
 * at 20 bars, out at 10); `--set entry=55 --set exit=20` is the long one.
 *
 * Left out: the filter of the short system, which skips a break after one that won, and the limits over several markets.
 * Breaks and stops are judged at the close and filled at the next price, where the Turtles had orders inside the bar.
 * Without leverage the cash is spent after one unit or two: futures are what it was made for. Fails wherever nothing
 * trends: two breaks of three come back, each at a cost of up to 2 % of equity a unit, and losing runs last for years.
 */
export default defineStrategy({
  summary: "Trades breaks of a channel in units of the average range",
  params: {
    entry: integer(20, { min: 2, search: [10, 100] }),
    exit: integer(10, { min: 1, search: [5, 50] }),
    range: integer(20, { min: 1 }),
    risk: decimal(0.01, { min: 0.0001, max: 0.2 }),
    units: integer(4, { min: 1, max: 10 }),
    stop: decimal(2, { min: 0.1, search: [1, 4] }),
    direction: choice("long", ["long", "both"]),
  },
  constraint: ({ entry, exit }) => exit < entry || "exit must be below entry",

  prepare: ({ bars, params }) => ({
    close: bars.close,
    top: highestBefore(bars.high, params.entry),
    bottom: lowestBefore(bars.low, params.entry),
    exitTop: highestBefore(bars.high, params.exit),
    exitBottom: lowestBefore(bars.low, params.exit),
    range: atr(bars, params.range),
    params,
  }),

  state: () => ({ units: 0, next: 0, stop: 0 }),

  onBar(context, { close, top, bottom, exitTop, exitBottom, range, params }, state) {
    const price = close.now;
    const side = Math.sign(context.position);
    if (side === 0) state.units = 0;
    else {
      context.record("stop", state.stop);
      const isStopped = side * (price - state.stop) <= 0;
      const isBroken = side > 0 ? price < exitBottom.now : price > exitTop.now;
      if (isStopped || isBroken) {
        context.exit({ tag: isStopped ? "stop" : "channel" });
        return;
      }
    }

    const wanted = side !== 0 ? side : price > top.now ? 1 : price < bottom.now ? -1 : 0;
    if (wanted === 0 || (wanted < 0 && params.direction === "long")) return;
    if (state.units >= params.units || (side !== 0 && side * (price - state.next) < 0)) return;
    const n = range.now;
    // Prices that stand still have no range, and so no size.
    if (!(n > 0)) return;
    state.units += 1;
    state.next = price + (wanted * n) / 2;
    state.stop = price - wanted * params.stop * n;
    // What the volume of one bar cannot fill is let go: the rest must not come in after the exit.
    const unit = {
      quantity: (params.risk * context.equity) / n,
      timeInForce: "ioc",
      tag: `unit ${state.units}`,
    } as const;
    if (wanted > 0) context.buy(unit);
    else context.sell(unit);
  },
});
