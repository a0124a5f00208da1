/** What marking moves on: the last equity that was marked, its peak, and the sums of what it did. */
export class Tally {
  previous = 0;
  peak = 0;
  /** Lowest ratio of equity to its peak so far. */
  worst = 1;
  sum = 0;
  sumOfSquares = 0;
  /** Bars at whose close a position was held. */
  held = 0;
}
