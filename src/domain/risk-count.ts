/** The reason of a count of nothing: a sizing was asked for, and every order had a size of its own. */
export const SIZED_NOTHING = "risk: sizing";

/** How often a rule of risk has cut orders, or let nothing of them through. */
export interface RiskCount {
  /** As the orders say it: "risk: max position 20 %". */
  readonly reason: string;
  readonly trimmed: number;
  readonly refused: number;
}
