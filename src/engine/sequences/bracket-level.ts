import type { BracketLevel } from "#domain/order";

/** The price of a stop or target: as given, or at its distance from `base` in `direction` (1 up, −1 down). */
export function levelOf(level: BracketLevel, base: number, direction: number): number {
  if ("price" in level) return level.price;
  return "amount" in level ? base + direction * level.amount : base * (1 + direction * level.fraction);
}
