import type { Changes } from "./crossings.ts";
import { DUST, DUST_OF_EQUITY } from "./dust.ts";
import { AT_CLOSE, AT_OPEN } from "./moments.ts";
import type { TradeLog } from "./trade-matching.ts";
import type { Venue } from "./venue.ts";

/** Plays a long-or-flat target. False when the books met what only the Ledger does: they stand at the start again. */
export function playRoundTrips(
  venue: Venue,
  changes: Changes,
  from: number,
  to: number,
  log: TradeLog | null,
): boolean {
  let bar = from;
  while (bar >= 0 && bar < to) bar = playSome(venue, changes, bar, to, log);
  if (bar >= 0) return true;
  const { ledger } = venue.setup;
  ledger.reset(ledger.startingCash, from);
  ledger.desk?.limits.reset();
  log?.clear();
  return false;
}

/**
 * Round trips per call of playSome. Calls that come again let better code take over from what was compiled in the middle
 * of a loop with less knowledge; but V8 may keep entering that code anew at each call, which costs microseconds.
 */
const ROUND_TRIPS = 4096;

/**
 * Plays some round trips from the decision at `from` on, flat to flat, with the books in local variables: the bar to go on
 * from, `to` at the end, −1 for ruin or debit cash. Every sum is the Ledger's (openShare, closeAll, markTo), in its order,
 * so that results are equal to the last bit; target-loop.test.ts and lone-risk.test.ts hold that. The second copy is 3 times as
 * fast where every bar trades (37 to 12.5 ms a million bars), and takes a seventh off a sweep.
 */
function playSome(venue: Venue, changes: Changes, from: number, to: number, log: TradeLog | null): number {
  const { ledger, profile } = venue.setup;
  const { commission, slippage, slipsOnExit, leverage, lot, lotSlack } = ledger.terms;
  const { marks, equity, ruinLevel, desk } = ledger;
  const tightest = desk === null ? 0 : desk.limits.tightest;
  const tables = ledger.rangeTables();
  const delay = profile.fillAt === "signalClose" ? 0 : 1;
  const prices = (delay === 0 ? venue.closes : venue.opens)[0]!;
  const share = venue.entryShare;
  const { tally } = ledger;
  let { previous, peak, worst, sum, sumOfSquares, held } = tally;
  let { cash, openings, closings, commission: paid, slippage: slipped } = ledger;
  let quantity = 0;
  let next = ledger.marked + 1;
  let bar = from;
  let left = ROUND_TRIPS;
  for (; left > 0 && bar < to; left--) {
    const entry = changes.nextEntry(bar, to);
    const opened = entry + delay;
    if (opened >= to) {
      bar = to;
      break;
    }
    if (opened > next) {
      if (cash !== previous) {
        const r = cash / previous - 1;
        sum += r;
        sumOfSquares += r * r;
        previous = cash;
        if (cash > peak) peak = cash;
        else if (cash < worst * peak) worst = cash / peak;
      }
      if (cash <= ruinLevel) return -1;
      if (equity !== null) {
        equity[next] = cash;
        if (opened > next + 1) equity.fill(cash, next + 1, opened);
      }
      next = opened;
    }

    const entryReference = prices[opened]!;
    const entryPrice = slippage.slipped(entryReference, 1);
    const unitFee = commission.unit(entryPrice);
    const unit = entryPrice + unitFee;
    const free = leverage * cash - commission.fixed;
    quantity = (share * cash) / entryPrice;
    if (lot !== 0) quantity = Math.floor(quantity / lot + lotSlack) * lot;
    if (desk === null) {
      if (quantity * unit > free) {
        quantity = free / unit;
        if (lot !== 0) quantity = Math.floor(quantity / lot + lotSlack) * lot;
      }
    } else {
      if (share !== share) {
        quantity = desk.money / (desk.unitValue === desk.unitValue ? desk.unitValue : entryPrice);
        if (lot !== 0) quantity = Math.floor(quantity / lot + lotSlack) * lot;
      }
      // The desk's own sums, as far as they are short: what keeps to the tightest limit at its worse price.
      const counted = entryPrice > entryReference ? entryPrice : entryReference;
      const left = cash - (quantity * (Math.abs(entryPrice - entryReference) + unitFee) + commission.fixed);
      if (quantity * counted <= tightest * left) {
        const need = quantity * unit;
        if (need > free) {
          quantity = quantity * Math.max(0, free / need);
          if (lot !== 0) quantity = Math.floor(quantity / lot + lotSlack) * lot;
        }
      } else {
        const { opening } = desk;
        opening.side = 1;
        opening.quantity = quantity;
        opening.price = entryPrice;
        opening.reference = entryReference;
        opening.unitFee = unitFee;
        opening.fixedFee = commission.fixed;
        opening.equity = cash;
        opening.value = 0;
        desk.sizeLimited();
        quantity = opening.quantity;
        desk.opens();
      }
    }
    if (!(quantity * entryPrice > DUST_OF_EQUITY * cash)) {
      quantity = 0;
      bar = changes.nextExit(entry + 1, to) + 1;
      continue;
    }
    const entryFee = commission.charge(quantity, entryPrice);
    const cost = quantity * entryPrice;
    cash -= cost + entryFee;
    if (Math.abs(cash) <= DUST * cost) cash = 0;
    if (cash < 0) return -1;
    openings++;
    paid += entryFee;
    slipped += (entryPrice - entryReference) * quantity;

    const exit = changes.nextExit(entry + 1, to);
    const closed = exit + delay;
    if (closed >= to) {
      // Whatever ends the run may close this position: its fill is kept, so that the trade can be matched.
      if (log !== null) {
        const { fills } = ledger;
        const i = fills.begin(opened, 0, -1, delay === 0 ? AT_CLOSE : AT_OPEN);
        fills.quantity[i] = quantity;
        fills.price[i] = entryPrice;
        fills.reference[i] = entryReference;
        fills.commission[i] = entryFee;
      }
      bar = to;
      break;
    }
    const first = cash + quantity * marks[next]!;
    const r = first / previous - 1;
    sum += r;
    sumOfSquares += r * r;
    previous = first;
    let lowest = first;
    if (first > peak) peak = first;
    else if (first < worst * peak) worst = first / peak;
    if (equity !== null) equity[next] = first;
    const last = closed - 1;
    if (last > next) {
      if (cash === 0 && tables !== null) {
        const { aggregates, returns, squaredReturns, length } = tables;
        sum += returns[last]! - returns[next]!;
        sumOfSquares += squaredReturns[last]! - squaredReturns[next]!;
        const base = (31 - Math.clz32(next ^ last)) * length;
        const leftAt = (base + next) * 3;
        const rightAt = (base + last) * 3;
        const leftHigh = aggregates[leftAt]!;
        const leftLow = aggregates[leftAt + 1]!;
        const leftFall = aggregates[leftAt + 2]!;
        const rightHigh = aggregates[rightAt]!;
        const rightLow = aggregates[rightAt + 1]!;
        const rightFall = aggregates[rightAt + 2]!;
        lowest = (leftLow < rightLow ? leftLow : rightLow) * quantity;
        const high = (leftHigh > rightHigh ? leftHigh : rightHigh) * quantity;
        if (lowest < worst * peak) worst = lowest / peak;
        if (leftFall < worst) worst = leftFall;
        if (rightFall < worst) worst = rightFall;
        if (rightLow < worst * leftHigh) worst = rightLow / leftHigh;
        if (high > peak) peak = high;
        previous = quantity * marks[last]!;
        if (equity !== null) {
          ledger.positions[0] = quantity;
          ledger.recordAllIn(next + 1, last);
        }
      } else {
        ledger.cash = cash;
        ledger.positions[0] = quantity;
        tally.previous = previous;
        tally.peak = peak;
        tally.worst = worst;
        tally.sum = sum;
        tally.sumOfSquares = sumOfSquares;
        ledger.walk(next + 1, last);
        if (ledger.ruinedAt >= 0) return -1;
        ({ previous, peak, worst, sum, sumOfSquares } = tally);
      }
    }
    if (lowest <= ruinLevel) return -1;
    held += closed - next;
    next = closed;

    const exitReference = prices[closed]!;
    const exitPrice = slipsOnExit ? slippage.slipped(exitReference, -1) : exitReference;
    const exitFee = commission.charge(quantity, exitPrice);
    const proceeds = -quantity * exitPrice;
    cash -= proceeds + exitFee;
    if (Math.abs(cash) <= DUST * Math.abs(proceeds)) cash = 0;
    if (cash < 0) return -1;
    closings++;
    paid += exitFee;
    slipped += (exitReference - exitPrice) * quantity;
    if (log !== null) {
      const i = log.next();
      const fees = entryFee + exitFee;
      const pnl = quantity * (exitPrice - entryPrice) - fees;
      log.asset[i] = 0;
      log.quantity[i] = quantity;
      log.entryBar[i] = opened;
      log.exitBar[i] = closed;
      log.entryPrice[i] = entryPrice;
      log.exitPrice[i] = exitPrice;
      log.pnl[i] = pnl;
      log.return[i] = pnl / (entryPrice * quantity);
      log.commission[i] = fees;
      log.slippage[i] = quantity * (entryPrice - entryReference - (exitPrice - exitReference));
      log.entryOrder[i] = -1;
      log.exitOrder[i] = -1;
    }
    quantity = 0;
    bar = exit + 1;
  }
  tally.previous = previous;
  tally.peak = peak;
  tally.worst = worst;
  tally.sum = sum;
  tally.sumOfSquares = sumOfSquares;
  tally.held = held;
  ledger.cash = cash;
  ledger.positions[0] = quantity;
  ledger.marked = next - 1;
  ledger.openings = openings;
  ledger.closings = closings;
  ledger.commission = paid;
  ledger.slippage = slipped;
  return bar;
}
