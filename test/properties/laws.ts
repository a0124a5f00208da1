import { type OrderState, REPLACED_BY_LESS } from "#domain/order";
import { bookColumns } from "#engine/book-columns";
import { AT_CLOSE, AT_OPEN, INSIDE } from "#engine/moments";
import type { OrderEvent } from "#results/order-event-log";
import { orderEvents } from "#results/order-events";
import { type Played, type RandomRun, STARTING_CASH } from "./random-play.ts";

const DAY = 86_400_000;

/** Throws with what is said unless the law holds. Said only then: the laws are asked millions of times. */
function must(holds: boolean, say: () => string): void {
  if (!holds) throw new Error(say());
}

/** Splits that were planned for a bar, or dividends. */
function plannedAt(actions: Played["actions"], bar: number): Played["actions"] {
  return actions.filter((action) => action.bar === bar);
}

/** What the splits of a bar make of the positions at the close before. */
function split(positions: number[], actions: Played["actions"], bar: number): void {
  for (const { asset, split: ratio } of plannedAt(actions, bar)) if (ratio !== undefined) positions[asset]! *= ratio;
}

/** The positions after each close, summed from the fills and splits alone. */
function positionsByBar({ ledger, market, to, actions }: Played): number[][] {
  const { fills } = ledger;
  const positions = market.assets.map(() => 0);
  const rows: number[][] = [];
  let next = 0;
  for (let bar = 0; bar < to; bar++) {
    split(positions, actions, bar);
    for (; next < fills.length && fills.bar[next] === bar; next++) {
      positions[fills.asset[next]!]! += fills.quantity[next]!;
    }
    rows.push([...positions]);
  }
  return rows;
}

/** Values at the last closes: signed and absolute. A position that was never opened needs no price. */
function valued(played: Played, positions: readonly number[], bar: number): { value: number; gross: number } {
  let value = 0;
  let gross = 0;
  for (const [k, quantity] of positions.entries()) {
    if (Math.abs(quantity) < 1e-12) continue;
    const at = quantity * played.venue.lastClose(k, bar);
    value += at;
    gross += Math.abs(at);
  }
  return { value, gross };
}

function isBookedByEngine(played: Played, i: number): boolean {
  return played.ledger.fills.order[i]! < 0;
}

/** Whether a fill is the rest of a share that a split left: booked by the engine at the open. */
function isRemainder(played: Played, i: number): boolean {
  return isBookedByEngine(played, i) && played.ledger.fills.moment[i] === AT_OPEN;
}

/** Whether a fill closed what ruin left. */
function isRuinFill({ ledger }: Played, i: number): boolean {
  return ledger.fills.order[i]! < 0 && ledger.fills.bar[i] === ledger.ruinedAt && ledger.fills.moment[i] === AT_CLOSE;
}

interface Rates {
  readonly borrow: number;
  readonly interest: number;
}

/**
 * Cash plus positions is equity at every close, and cash is what fills, financing and dividends left of the starting cash. The
 * columns of a record say the same cash, to the bit.
 */
export function checkBooks(played: Played, run: Rates): void {
  const { ledger, market, to, cash } = played;
  const { fills } = ledger;
  const positions = positionsByBar(played);
  let inHand = STARTING_CASH;
  let paid = 0;
  let received = 0;
  let next = 0;
  for (let bar = 0; bar < to; bar++) {
    if (bar > 0) {
      const before = positions[bar - 1]!;
      let short = 0;
      for (const [k, quantity] of before.entries()) {
        if (quantity < -1e-12) short -= quantity * played.venue.lastClose(k, bar - 1);
      }
      const years = (market.clock[bar]! - market.clock[bar - 1]!) / DAY / 365;
      const borrow = short * run.borrow * years;
      const interest = Math.max(0, short - (inHand - borrow)) * run.interest * years;
      inHand -= borrow + interest;
      paid += borrow + interest;
    }
    const now = [...(positions[bar - 1] ?? [])];
    // zipline pays a dividend on the units before a split of the same day.
    if (played.venue.setup.profile.splitRounding === "exact") split(now, played.actions, bar);
    for (const { asset, dividend = 0 } of plannedAt(played.actions, bar)) {
      inHand += (now[asset] ?? 0) * dividend;
      received += (now[asset] ?? 0) * dividend;
    }
    for (; next < fills.length && fills.bar[next] === bar; next++) {
      // Ruin books its closing fills after the close at which equity was recorded.
      if (isRuinFill(played, next)) break;
      inHand -= fills.quantity[next]! * fills.price[next]! + fills.commission[next]!;
    }
    const isRuin = bar === to - 1 && ledger.ruinedAt >= 0;
    const held = isRuin ? heldBeforeRuin(played) : positions[bar]!;
    const { value, gross } = valued(played, held, bar);
    // Sums of a few dozen terms of this size: rounding stays far below a billionth of the largest.
    const tolerance = 1e-9 * Math.max(STARTING_CASH, gross);
    const where = `bar ${bar}`;
    must(Math.abs(cash[bar]! - inHand) < tolerance, () => `${where}: cash ${cash[bar]}, replayed ${inHand}`);
    const equity = ledger.equity![bar]!;
    must(Math.abs(inHand + value - equity) < tolerance, () => `${where}: equity ${equity}, summed ${inHand + value}`);
  }
  must(Math.abs(ledger.borrow + ledger.interest - paid) < 1e-9 * STARTING_CASH, () => `financing ${paid}`);
  must(Math.abs(ledger.dividends - received) < 1e-9 * STARTING_CASH, () => `dividends ${received}`);
  const assets = market.assets.length;
  const { splits = [] } = ledger.actions ?? {};
  const columns = bookColumns(STARTING_CASH, fills, ledger.openingCash, splits, ledger.marks, assets, to);
  const closes = ledger.ruinedAt >= 0 ? to - 1 : to;
  for (let bar = 0; bar < closes; bar++)
    must(columns.cash[bar] === cash[bar], () => `the column of cash at bar ${bar}`);
}

/** What was held at the last close, before ruin closed it. */
function heldBeforeRuin(played: Played): number[] {
  const held = played.market.assets.map(() => 0);
  const { fills } = played.ledger;
  let next = 0;
  for (let bar = 0; bar < played.to; bar++) {
    split(held, played.actions, bar);
    for (; next < fills.length && fills.bar[next] === bar; next++) {
      if (isRuinFill(played, next)) continue;
      held[fills.asset[next]!]! += fills.quantity[next]!;
    }
  }
  return held;
}

/** P&L at reference prices less all costs is the change of equity. */
export function checkProfit(played: Played): void {
  const { ledger, to } = played;
  const { fills } = ledger;
  const held = heldBeforeRuin(played);
  let atReference = 0;
  let slippage = 0;
  let commission = 0;
  let turnover = 0;
  for (let i = 0; i < fills.length; i++) {
    if (isRuinFill(played, i)) continue;
    atReference -= fills.quantity[i]! * fills.reference[i]!;
    slippage += fills.quantity[i]! * (fills.price[i]! - fills.reference[i]!);
    commission += fills.commission[i]!;
    turnover += Math.abs(fills.quantity[i]! * fills.price[i]!);
  }
  const { value } = valued(played, held, to - 1);
  const change = ledger.equity![to - 1]! - STARTING_CASH;
  const net = atReference + value - slippage - commission - ledger.borrow - ledger.interest + ledger.dividends;
  // The sums run over the whole turnover, so rounding is measured against it.
  const tolerance = 1e-9 * Math.max(STARTING_CASH, turnover);
  must(Math.abs(net - change) < tolerance, () => `profit ${net}, equity changed by ${change}`);
  must(Math.abs(ledger.slippage - slippage) < tolerance, () => `slippage ${slippage}`);
  must(Math.abs(ledger.commission - commission) < tolerance, () => `commission ${commission}`);
}

/** A position is the sum of its fills, across splits. */
export function checkPositions(played: Played): void {
  for (const [k, sum] of (positionsByBar(played).at(-1) ?? []).entries()) {
    must(
      Math.abs(played.ledger.positions[k]! - sum) < 1e-9,
      () => `position ${played.ledger.positions[k]}, fills ${sum}`,
    );
  }
}

/** Fills and positions are whole lots, but for what a split leaves of one. */
export function checkLots(played: Played): void {
  const { ledger, lots } = played;
  const { fills } = ledger;
  // A lot of 0.1 is not a binary number: 3 × 0.1 is off by 1 part in 10^16, a few hundred lots by less than 1e-8.
  const isWhole = (quantity: number, asset: number) =>
    lots[asset] === 0 || Math.abs(quantity / lots[asset]! - Math.round(quantity / lots[asset]!)) < 1e-8;
  for (let i = 0; i < fills.length; i++) {
    must(
      isRemainder(played, i) || isWhole(fills.quantity[i]!, fills.asset[i]!),
      () => `fill ${i} is not of whole lots`,
    );
  }
  for (const row of positionsByBar(played)) {
    for (const [k, held] of row.entries()) must(isWhole(held, k), () => `${held} units held are not whole lots`);
  }
}

const ORDER_OF_LIFE: readonly OrderState[] = ["created", "approved", "working", "partiallyFilled"];
const ENDS: readonly OrderState[] = ["filled", "cancelled", "expired", "rejected", "refused"];

/** Each order is created, works and ends once, and only moves forward. */
export function checkLives({ ledger, venue }: Played): void {
  const lives = venue.records.map((): OrderEvent[] => []);
  for (const event of orderEvents({ orders: venue.records, fills: ledger.fills })) lives[event.order]!.push(event);
  for (const [index, life] of lives.entries()) {
    const { id } = venue.records[index]!;
    must(life[0]!.state === "created", () => `${id} begins ${life[0]!.state}`);
    must(ENDS.includes(life.at(-1)!.state), () => `${id} ends ${life.at(-1)!.state}`);
    for (let i = 1; i < life.length; i++) {
      const [before, now] = [life[i - 1]!, life[i]!];
      must(!ENDS.includes(before.state), () => `${id} goes on after ${before.state}`);
      must(
        now.bar >= before.bar,
        () => `${id}: ${before.state} at bar ${before.bar}, then ${now.state} at bar ${now.bar}`,
      );
      const isForward =
        ENDS.includes(now.state) || ORDER_OF_LIFE.indexOf(now.state) >= ORDER_OF_LIFE.indexOf(before.state);
      must(isForward, () => `${id}: ${before.state}, then ${now.state}`);
    }
  }
}

/** No fill outside the range of its bar, none before its order is eligible, none beyond its limit. */
export function checkFills(played: Played, run: RandomRun): void {
  const { ledger, market, venue } = played;
  const { fills } = ledger;
  const rate = run.slippage === "none" ? 0 : Number.parseFloat(run.slippage) / 1e4;
  const filled = new Map<number, number>();
  for (let i = 0; i < fills.length; i++) {
    if (isBookedByEngine(played, i)) continue;
    const { low, high } = market.assets[fills.asset[i]!]!;
    const bar = fills.bar[i]!;
    const reference = fills.reference[i]!;
    must(reference >= low[bar]! && reference <= high[bar]!, () => `fill ${i} at ${reference}, outside its bar`);
    const side = Math.sign(fills.quantity[i]!);
    const isSlipped = fills.price[i] === reference * (1 + side * rate);
    must(isSlipped || fills.price[i] === reference, () => `fill ${i} slipped to ${fills.price[i]}`);
    const record = venue.records[fills.order[i]!]!;
    must(bar > record.placedAt, () => `${record.id} filled before it was eligible`);
    must(side === (record.side === "buy" ? 1 : -1), () => `${record.id} filled on the other side`);
    if (record.type === "limit" && record.notes === null) {
      must(side * (record.limit! - fills.price[i]!) >= 0, () => `${record.id} passed its limit`);
    }
    filled.set(fills.order[i]!, (filled.get(fills.order[i]!) ?? 0) + Math.abs(fills.quantity[i]!));
  }
  for (const [index, record] of venue.records.entries()) {
    const booked = filled.get(index);
    const isSplit = record.notes?.some(({ reason }) => reason.startsWith("split")) ?? false;
    const isSame = booked === undefined || isSplit || Math.abs(record.filled - booked) < 1e-9;
    must(isSame, () => `${record.id} filled ${record.filled}, booked ${booked}`);
    const isLess = record.reason === REPLACED_BY_LESS;
    const isWithin = isLess || record.quantity === null || record.filled <= record.quantity + 1e-9;
    must(isWithin, () => `${record.id} filled ${record.filled} of ${record.quantity}`);
  }
}

/** What opening fills spend in a bar, costs included, is within leverage × equity − gross after the closing fills of the open. */
export function checkBudget(played: Played, run: RandomRun): void {
  const { ledger, market, venue } = played;
  const { fills } = ledger;
  const positions = market.assets.map(() => 0);
  let next = 0;
  let financed = STARTING_CASH;
  for (let bar = 0; bar < played.to; bar++) {
    const start = next;
    split(positions, played.actions, bar);
    let flow = 0;
    while (next < fills.length && fills.bar[next] === bar) {
      flow += fills.quantity[next]! * fills.price[next]! + fills.commission[next]!;
      next++;
    }
    const isRuin = bar === ledger.ruinedAt;
    // The books after the close hold what financing took before the open: cash at the open is cash at the close + flow.
    let cash = isRuin ? financed : played.cash[bar]! + flow;
    let spent = 0;
    let slip = 0;
    let fees = 0;
    let budget: number | null = null;
    const look = () => {
      let value = 0;
      let gross = 0;
      for (const [k, quantity] of positions.entries()) {
        if (Math.abs(quantity) < 1e-12) continue;
        const price = venue.priceAt(k, bar, 0);
        value += quantity * price;
        gross += Math.abs(quantity) * price;
      }
      return { equity: cash + value, gross };
    };
    for (let i = start; i < next && !isRuin; i++) {
      const asset = fills.asset[i]!;
      const quantity = fills.quantity[i]!;
      const isOpening = positions[asset]! * quantity >= 0 || Math.abs(positions[asset]!) < 1e-12;
      if (budget === null && (isOpening || fills.moment[i]! >= INSIDE)) {
        const { equity, gross } = look();
        budget = run.leverage * equity - gross;
      }
      positions[asset]! += quantity;
      cash -= quantity * fills.price[i]! + fills.commission[i]!;
      if (!isOpening) continue;
      spent += Math.abs(quantity) * fills.price[i]! + fills.commission[i]!;
      slip += Math.abs(quantity * (fills.price[i]! - fills.reference[i]!));
      fees += fills.commission[i]!;
      // One part in 10^9 of a lot may be missing where a division rounds: whole lots are taken generously (lotSlack).
      const slack = 1e-9 * Math.abs(fills.price[i]!) + 1e-9 * STARTING_CASH;
      must(spent <= Math.max(0, budget!) + slack, () => `bar ${bar}: ${spent} spent on opening, of ${budget}`);
      if (fills.moment[i]! >= INSIDE) continue;
      const { equity, gross } = look();
      // Slippage and fees lower the equity that the rule was worked out with, and a short's slipped price is below the
      // reference at which it is valued: (leverage + 1) × slippage and leverage × fees at most.
      const allowed = run.leverage * equity + (run.leverage + 1) * slip + run.leverage * fees + slack;
      must(gross <= allowed, () => `bar ${bar}: gross exposure ${gross}, allowed ${allowed}`);
    }
    if (isRuin) return;
    financed = played.cash[bar]!;
  }
}

/** Whether any fill left an asset short, also within a bar. */
function wasShort({ ledger, market, actions }: Played): boolean {
  const { fills } = ledger;
  const positions = market.assets.map(() => 0);
  let next = 0;
  for (let bar = 0; bar < market.clock.length; bar++) {
    split(positions, actions, bar);
    for (; next < fills.length && fills.bar[next] === bar; next++) {
      const asset = fills.asset[next]!;
      positions[asset]! += fills.quantity[next]!;
      if (positions[asset]! < -1e-12) return true;
    }
  }
  return false;
}

/** A book that never went short, without leverage, owes no more than the fees of sales that brought in less than their fee, and the interest on that. */
export function checkNoDebt(played: Played, run: RandomRun): void {
  if (run.leverage !== 1 || wasShort(played)) return;
  const { fills } = played.ledger;
  let eaten = 0;
  for (let i = 0; i < fills.length; i++) {
    if (fills.quantity[i]! < 0) eaten += Math.max(0, fills.commission[i]! + fills.quantity[i]! * fills.price[i]!);
  }
  for (const cash of played.cash)
    must(cash >= -eaten - played.ledger.interest - 1e-9 * STARTING_CASH, () => `cash ${cash} without debt`);
}
