import { ConfigError } from "#base/errors";
import { nearest } from "#base/nearest";
import { MoneySlippage } from "./slippage/money.ts";
import { RateSlippage } from "./slippage/rate.ts";
import { linear, squareRoot, VolumeSlippage, volumeShare } from "./slippage/volume.ts";
import type { SlippageModel } from "./slippage-model.ts";

const NUMBER = "(\\d+(?:\\.\\d*)?|\\.\\d+)";

/** The tick of US shares from one dollar on (Regulation NMS, rule 612). */
const TICK = 0.01;

/** How a slippage may be written: its words before the number, the pattern, the model. A new model is a line here. */
const FORMS: readonly {
  readonly pattern: RegExp;
  readonly make: (name: string, first: number, second?: number) => SlippageModel | null;
}[] = [
  { pattern: /^none$/, make: (name) => new RateSlippage(name, 0) },
  { pattern: form("", "bps"), make: (name, bps) => (bps < 1e4 ? new RateSlippage(name, bps / 1e4) : null) },
  {
    pattern: new RegExp(`^${NUMBER}ticks?(?::${NUMBER})?$`),
    make: (name, ticks, size = TICK) => (size > 0 ? new MoneySlippage(name, ticks * size, size) : null),
  },
  {
    pattern: form("half-spread:", "bps"),
    make: (name, bps) => (bps < 2e4 ? new RateSlippage(name, bps / 2e4) : null),
  },
  {
    pattern: form("half-spread:", ""),
    make: (name, spread) => (spread > 0 ? new MoneySlippage(name, spread / 2, spread / 2) : null),
  },
  {
    pattern: form("bare-spread:", ""),
    make: (name, spread) => new MoneySlippage(name, spread / 2, Number.NEGATIVE_INFINITY),
  },
  { pattern: form("volume-share:", ""), make: (name, k) => new VolumeSlippage(name, volumeShare(k)) },
  { pattern: form("square-root:", "bps"), make: (name, bps) => new VolumeSlippage(name, squareRoot(bps / 1e4)) },
  {
    pattern: form("linear:", "bps"),
    make: (name, bps) => (bps < 1e4 ? new VolumeSlippage(name, linear(bps / 1e4)) : null),
  },
];

const WORDS = ["none", "half-spread", "bare-spread", "volume-share", "square-root", "linear"];
const EXAMPLES =
  "none, 5bps, 2ticks:0.01, half-spread:10bps, half-spread:0.02, bare-spread:0.02, volume-share:0.1, square-root:10bps, linear:10bps";

/** Reads the short form of a slippage (docs/costs.md lists them all): `none`, `5bps` of the price, `square-root:10bps`. */
export function parseSlippage(text: string): SlippageModel {
  const name = text.trim();
  for (const { pattern, make } of FORMS) {
    const found = pattern.exec(name);
    const model =
      found === null ? null : make(name, Number(found[1]), found[2] === undefined ? undefined : Number(found[2]));
    if (model !== null) return model;
  }
  const word = name.split(":")[0]!;
  const near = nearest(word, WORDS);
  throw new ConfigError({
    code: "slippage",
    message: `"${text}" is not a slippage.`,
    where: { key: "slippage", received: text, expected: EXAMPLES },
    help:
      near === null || near === word
        ? "Write none, basis points of the price below 10000bps, or a model and its number: square-root:10bps.\ndocs/costs.md has them all."
        : `Did you mean: ${near === "none" ? near : (EXAMPLES.split(", ").find((one) => one.startsWith(near)) ?? near)}`,
  });
}

function form(before: string, after: string): RegExp {
  return new RegExp(`^${before}${NUMBER}${after}$`);
}
