import { ConfigError } from "#base/errors";

/** What trading costs beside the price. One instance a run. */
export interface CommissionModel {
  /** As written in settings: "none", "10bps", "0.005/share:1". */
  readonly name: string;
  /** What one more unit costs at this price, in cash: what sizing reserves. */
  unit(price: number): number;
  /** What an order costs whatever its size, in cash: what sizing reserves. */
  readonly fixed: number;
  /** The charge for a fill of `quantity` (positive) units at `price`, in cash. */
  charge(quantity: number, price: number): number;
}

/** A share of the notional plus an amount per unit, with a minimum per fill. */
export class RateCommission implements CommissionModel {
  readonly name: string;
  readonly fixed: number;
  readonly #rate: number;
  readonly #perUnit: number;

  constructor(name: string, rate: number, perUnit: number, minimum: number) {
    this.name = name;
    this.#rate = rate;
    this.#perUnit = perUnit;
    this.fixed = minimum;
  }

  unit(price: number): number {
    return price * this.#rate + this.#perUnit;
  }

  charge(quantity: number, price: number): number {
    const charge = quantity * (price * this.#rate + this.#perUnit);
    return charge < this.fixed ? this.fixed : charge;
  }
}

const NUMBER = "(\\d+(?:\\.\\d*)?|\\.\\d+)";
const BPS = new RegExp(`^${NUMBER}bps$`);
const PER_SHARE = new RegExp(`^${NUMBER}/share(?::${NUMBER})?$`);

/** Reads the short form of a commission: `none`, `10bps` of notional, `0.005/share`, `0.005/share:1` (with a minimum). */
export function parseCommission(text: string): CommissionModel {
  const name = text.trim();
  if (name === "none") return new RateCommission(name, 0, 0, 0);
  const bps = BPS.exec(name);
  if (bps !== null) return new RateCommission(name, Number(bps[1]) / 1e4, 0, 0);
  const share = PER_SHARE.exec(name);
  if (share !== null) return new RateCommission(name, 0, Number(share[1]), Number(share[2] ?? 0));
  throw new ConfigError({
    code: "commission",
    message: `"${text}" is not a commission.`,
    where: { key: "commission", received: text, expected: "none, 10bps, 0.005/share or 0.005/share:1" },
    help: "Write none, basis points of the notional (10bps), or money per share with an optional minimum (0.005/share:1).",
  });
}
