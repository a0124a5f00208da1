import { ConfigError } from "#base/errors";

/** How much worse than the reference price an order that takes liquidity fills. */
export interface SlippageModel {
  /** As written in settings: "none", "5bps". */
  readonly name: string;
  /** The price after slippage; `direction` is 1 for a purchase, −1 for a sale. */
  slipped(reference: number, direction: number): number;
}

/** A fixed share of the price. */
export class RateSlippage implements SlippageModel {
  readonly name: string;
  readonly #rate: number;

  constructor(name: string, rate: number) {
    this.name = name;
    this.#rate = rate;
  }

  slipped(reference: number, direction: number): number {
    return reference * (1 + direction * this.#rate);
  }
}

const BPS = /^(\d+(?:\.\d*)?|\.\d+)bps$/;

/** Reads the short form of a slippage: `none`, or `5bps` of the price. */
export function parseSlippage(text: string): SlippageModel {
  const name = text.trim();
  if (name === "none") return new RateSlippage(name, 0);
  const bps = BPS.exec(name);
  if (bps !== null && Number(bps[1]) < 1e4) return new RateSlippage(name, Number(bps[1]) / 1e4);
  throw new ConfigError({
    code: "slippage",
    message: `"${text}" is not a slippage.`,
    where: { key: "slippage", received: text, expected: "none, or basis points of the price such as 5bps" },
    help: "Write none, or basis points of the price, below 10000bps.",
  });
}
