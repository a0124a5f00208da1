import { ConfigError } from "#base/errors";
import { nearest } from "#base/nearest";
import { OrderBoundsCommission, perUnitSchedule, type Schedule } from "./commission/order-bounds.ts";
import { PerFillCommission } from "./commission/per-fill.ts";
import { PerOrderCommission } from "./commission/per-order.ts";
import { PerShareCommission } from "./commission/per-share.ts";
import { COMMISSION_PRESETS } from "./commission/presets.ts";
import { RateCommission } from "./commission/rate.ts";
import { SumCommission, SumOnFill } from "./commission/sum.ts";
import { type Tier, tieredSchedule } from "./commission/tiers.ts";
import { UsFees } from "./commission/us-fees.ts";
import type { CommissionModel } from "./commission-model.ts";

const NUMBER = "(\\d+(?:\\.\\d*)?|\\.\\d+)";
const BPS = new RegExp(`^${NUMBER}bps$`);
const BOUNDS = `(?::${NUMBER}(/order)?)?(?::${NUMBER}%)?`;
const PER_SHARE = new RegExp(`^${NUMBER}/share${BOUNDS}$`);
const PER_ORDER = new RegExp(`^${NUMBER}/order$`);
const PER_FILL = new RegExp(`^${NUMBER}/fill$`);
const BARE = new RegExp(`^${NUMBER}$`);
const TIERED = new RegExp(`^tiered:([^:]+)${BOUNDS}$`);
const TIER = new RegExp(`^${NUMBER}=${NUMBER}(/share|bps)$`);

/** How one part of a commission may be written, and the model that it makes, under its name. A new model is a line here. */
const FORMS: readonly ((text: string, name: string) => CommissionModel | null)[] = [
  (text, name) => (text === "none" ? new RateCommission(name, 0, 0, 0) : null),
  (text, name) => matched(BPS, text, ([bps]) => new RateCommission(name, Number(bps) / 1e4, 0, 0)),
  (text, name) => matched(PER_SHARE, text, ([rate, ...bounds]) => perShare(name, Number(rate), bounds)),
  (text, name) => matched(PER_FILL, text, ([amount]) => new PerFillCommission(name, Number(amount))),
  (text, name) => matched(PER_ORDER, text, ([amount]) => new PerOrderCommission(name, Number(amount))),
  (text, name) => matched(TIERED, text, ([list, ...bounds]) => tiered(name, list!, bounds)),
  (text, name) => (text === "us-fees" ? new UsFees(name) : null),
];

/** The forms, for messages. */
const EXAMPLES = "none, 5bps, 0.005/share, 0.005/share:1, 0.005/share:1/order:1%, 1/order, 1/fill, 2+5bps, us-fees";

/** The names that stand for the price list of a broker. */
export const COMMISSION_NAMES: readonly string[] = Object.keys(COMMISSION_PRESETS);

/**
 * Reads the short form of a commission (docs/costs.md lists them all): `10bps` of the notional, `0.005/share:1` with a
 * minimum per fill, `1/order`, `ibkr-fixed`; parts joined by `+` are each charged. Throws ConfigError for anything else.
 */
export function parseCommission(text: string): CommissionModel {
  const name = text.trim();
  const form = COMMISSION_PRESETS[name]?.form ?? name;
  const isSum = form.includes("+");
  const models = isSum ? form.split("+").map((part) => partOf(part.trim())) : [oneOf(form, name)];
  const known = models.filter((model) => model !== null);
  if (known.length < models.length) throw notACommission(text);
  if (!isSum) return known[0]!;
  const Sum = known.some((model) => model.chargeOn !== undefined) ? SumOnFill : SumCommission;
  return new Sum(name, known);
}

function oneOf(text: string, name: string): CommissionModel | null {
  for (const form of FORMS) {
    const model = form(text, name);
    if (model !== null) return model;
  }
  return null;
}

/** A part of a sum: an amount alone is one per order, and none is no part. */
function partOf(text: string): CommissionModel | null {
  const form = BARE.test(text) ? `${text}/order` : text;
  return text === "none" ? null : oneOf(form, form);
}

function matched(
  pattern: RegExp,
  text: string,
  make: (groups: (string | undefined)[]) => CommissionModel | null,
): CommissionModel | null {
  const found = pattern.exec(text);
  return found === null ? null : make(found.slice(1));
}

function perShare(name: string, rate: number, bounds: (string | undefined)[]): CommissionModel {
  const { minimum, perOrder, cap } = boundsOf(bounds);
  if (perOrder) return new OrderBoundsCommission(name, perUnitSchedule(rate), minimum, cap);
  if (cap < Number.POSITIVE_INFINITY) return new PerShareCommission(name, rate, minimum, cap);
  return new RateCommission(name, 0, rate, minimum);
}

function tiered(name: string, list: string, bounds: (string | undefined)[]): CommissionModel | null {
  const rows = list.split(",").map((row) => TIER.exec(row.trim()));
  if (rows.some((row) => row === null) || new Set(rows.map((row) => row![3])).size > 1) return null;
  const isBps = rows[0]![3] === "bps";
  const tiers: Tier[] = rows.map((row) => ({ from: Number(row![1]), rate: Number(row![2]) / (isBps ? 1e4 : 1) }));
  const ascends = tiers.every(({ from }, k) => (k === 0 ? from === 0 : from > tiers[k - 1]!.from));
  if (!ascends) return null;
  const schedule: Schedule = tieredSchedule(tiers, isBps ? "money" : "unit");
  const { minimum, cap } = boundsOf(bounds);
  return new OrderBoundsCommission(name, schedule, minimum, cap);
}

function boundsOf([minimum, perOrder, cap]: (string | undefined)[]): {
  minimum: number;
  perOrder: boolean;
  cap: number;
} {
  return {
    minimum: Number(minimum ?? 0),
    perOrder: perOrder !== undefined,
    cap: cap === undefined ? Number.POSITIVE_INFINITY : Number(cap) / 100,
  };
}

function notACommission(text: string): ConfigError {
  const words = ["none", "us-fees", ...COMMISSION_NAMES];
  const near = nearest(text.trim(), words);
  return new ConfigError({
    code: "commission",
    message: `"${text}" is not a commission.`,
    where: { key: "commission", received: text, expected: `${EXAMPLES}; ${COMMISSION_NAMES.join(", ")}` },
    help:
      near === null
        ? "Write none, basis points of the notional (10bps), money per share with an optional minimum (0.005/share:1), money\nper order (1/order), a sum of these (2+5bps), or the name of a price list (ibkr-fixed). docs/costs.md has them all."
        : `Did you mean: ${near}`,
  });
}
