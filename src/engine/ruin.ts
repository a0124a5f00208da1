import type { Ledger } from "./ledger.ts";
import { AT_CLOSE } from "./moments.ts";

/** Closes every position at the closes of the bar of ruin, without cost. */
export function liquidateRuin(ledger: Ledger): void {
  const { positions, marks, ruinedAt } = ledger;
  for (let k = 0; k < positions.length; k++) {
    const quantity = positions[k]!;
    if (quantity === 0) continue;
    const price = marks[ruinedAt * positions.length + k]!;
    ledger.fill(ruinedAt, k, -quantity, price, price, 0, -1, AT_CLOSE);
  }
}

/** Brings equity to zero at the bar of ruin, whatever is still held or owed. */
export function writeOff(ledger: Ledger): void {
  const { tally, ruinReturn, ruinedAt } = ledger;
  ledger.cash -= ledger.valueAt(ruinedAt);
  tally.sum += -1 - ruinReturn;
  tally.sumOfSquares += 1 - ruinReturn * ruinReturn;
  tally.previous = 0;
  tally.worst = 0;
  if (ledger.equity !== null) ledger.equity[ruinedAt] = 0;
}
