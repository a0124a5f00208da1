import { ConfigError, UsageError } from "#base/errors";
import type { Mutable } from "#base/mutable";
import { nearest } from "#base/nearest";
import { readTable, type SettingRow } from "#base/setting-table";
import type { Profile } from "../profile.ts";
import { parseBorrowRates } from "./borrow.ts";
import { parseCommission } from "./commission.ts";
import { COST_MODELS, type CostKind, type ModelForm } from "./cost-table.ts";
import { parseImpact } from "./impact.ts";
import { borrowRatesText } from "./parse-borrow-table.ts";
import { parseSlippage } from "./slippage.ts";

const FLAG = "--costs";
const RATE: SettingRow = { kind: "number", min: 0, max: 10, example: 0.02, says: "an annual rate" };

/** What a run pays otherwise than its profile says; what is absent stays the profile's. */
export interface CostSettings
  extends Partial<Pick<Profile, "commission" | "slippage" | "impact" | "borrow" | "borrowRates" | "interest">> {
  /** Path of a table of borrow rates: symbol, rate. Its rows count where `borrowRates` names no other. */
  readonly borrowFile?: string;
}

const KINDS = Object.keys(COST_MODELS) as readonly CostKind[];
const READERS: Readonly<Record<CostKind, (text: string) => unknown>> = {
  commission: parseCommission,
  slippage: parseSlippage,
  impact: parseImpact,
};

/**
 * The costs of a run from their keys and values as text: "commission" → "ibkr-fixed", or "slippage.model" → "square-root"
 * with "slippage.bps" → "10"; "borrow" → "0.5%" or "borrow.default", "borrow.GME" and "borrow.file"; "interest". Throws
 * UsageError for a key or value that does not exist, and for a model that lacks a key.
 */
export function costsOf(entries: ReadonlyMap<string, string>): CostSettings {
  const settings: Mutable<CostSettings> = {};
  for (const key of entries.keys()) checkKey(key, entries.get(key)!);
  for (const kind of KINDS) {
    const text = shortFormOf(kind, entries);
    if (text !== null) settings[kind] = checked(kind, text);
  }
  const borrow = entries.get("borrow.default") ?? entries.get("borrow");
  if (borrow !== undefined) settings.borrow = rateOf("borrow", borrow);
  const rates = [...entries].filter(
    ([key]) => key.startsWith("borrow.") && key !== "borrow.default" && key !== "borrow.file",
  );
  if (rates.length > 0) settings.borrowRates = ratesText(rates);
  const file = entries.get("borrow.file");
  if (file !== undefined) settings.borrowFile = file.trim();
  const interest = entries.get("interest");
  if (interest !== undefined) settings.interest = rateOf("interest", interest);
  return settings;
}

/**
 * The same checks of each key by itself, whatever the others say: that there is such a key, and that its value can be one.
 * Throws UsageError.
 */
export function checkCostKeys(entries: ReadonlyMap<string, string>): void {
  for (const [key, value] of entries) {
    checkKey(key, value);
    const kind = KINDS.find((one) => key === one || key.startsWith(`${one}.`));
    if (kind === undefined) costsOf(new Map([[key, value]]));
    else if (key === kind) checkForm(kind, value);
    else checkModelKey(kind, key.slice(kind.length + 1), value);
  }
}

/** A short form, or the name of a model whose keys stand beside it. */
function checkForm(kind: CostKind, text: string): void {
  if (!modelNames(kind).includes(text.trim())) checked(kind, text);
}

function checkModelKey(kind: CostKind, key: string, value: string): void {
  const models = Object.values(COST_MODELS[kind] as Readonly<Record<string, ModelForm>>);
  if (key === "model") {
    if (!modelNames(kind).includes(value.trim())) throw noModel(kind, value.trim(), new Map());
    return;
  }
  if (kind === "commission" && /^tiers\.\d+$/.test(key)) {
    tieredForm(new Map([[key, value]]));
    return;
  }
  const row = models.find(({ keys }) => Object.hasOwn(keys, key))?.keys[key];
  if (row === undefined) {
    const keys = [...new Set(models.flatMap((model) => Object.keys(model.keys)))];
    throw strayKey(kind, null, key, keys);
  }
  readTable(FLAG, { [`${kind}.${key}`]: row }, new Map([[`${kind}.${key}`, value]]));
}

function modelNames(kind: CostKind): readonly string[] {
  return [...Object.keys(COST_MODELS[kind]), ...(kind === "commission" ? ["tiered"] : [])];
}

function checkKey(key: string, value: string): void {
  const [section] = key.split(".") as [string, ...string[]];
  if (key === "interest" || section === "borrow" || (KINDS as readonly string[]).includes(section)) return;
  const keys = [...KINDS, "borrow", "interest"];
  const near = nearest(section, keys);
  throw new UsageError({
    code: "unknown-setting",
    message: `There is no key "${key}" of ${FLAG}.`,
    where: { flag: FLAG, key, expected: keys.join(", "), received: key },
    help:
      near === null
        ? `The keys are ${keys.join(", ")}.`
        : `Did you mean: ${FLAG} ${[near, ...key.split(".").slice(1)].join(".")}=${value}`,
  });
}

/** The short form that was given, or that the keys of its model come to; null where nothing was said. */
function shortFormOf(kind: CostKind, entries: ReadonlyMap<string, string>): string | null {
  const inside = new Map<string, string>();
  for (const [key, value] of entries) if (key.startsWith(`${kind}.`)) inside.set(key.slice(kind.length + 1), value);
  const direct = entries.get(kind);
  if (inside.size === 0) return direct ?? null;
  const name = (inside.get("model") ?? direct)?.trim();
  inside.delete("model");
  const models: Readonly<Record<string, ModelForm>> = COST_MODELS[kind];
  if (kind === "commission" && name === "tiered") return tieredForm(inside);
  if (name === undefined || !Object.hasOwn(models, name)) throw noModel(kind, name, inside);
  const { keys, required, form } = models[name]!;
  for (const key of inside.keys()) if (!Object.hasOwn(keys, key)) throw strayKey(kind, name, key, Object.keys(keys));
  const full = new Map([...inside].map(([key, value]) => [`${kind}.${key}`, value]));
  const table = Object.fromEntries(Object.entries(keys).map(([key, row]) => [`${kind}.${key}`, row]));
  const read = readTable(FLAG, table, full);
  const values = Object.fromEntries(Object.entries(read).map(([key, value]) => [key.slice(kind.length + 1), value]));
  const lacking =
    required.find((key) => values[key] === undefined) ??
    (name === "half-spread" && Object.keys(values).length !== 1 ? "bps" : undefined);
  if (lacking !== undefined) throw incomplete(kind, name, lacking, keys[lacking]!);
  return form(values);
}

/** `tiers.0: 0.0035, tiers.300000: 0.002` are per share, `tiers.0: 10bps` of the notional. */
function tieredForm(inside: ReadonlyMap<string, string>): string {
  const tiers: [number, string][] = [];
  let minimum = "";
  let maximum = "";
  for (const [key, value] of inside) {
    const from = /^tiers\.(\d+)$/.exec(key);
    if (from !== null) tiers.push([Number(from[1]), value.trim()]);
    else if (key === "minimum") minimum = `:${value.trim()}/order`;
    else if (key === "maximum")
      maximum = `:${value.trim().replace(/^([\d.]+)$/, (share) => `${Number(share) * 100}%`)}`;
    else throw strayKey("commission", "tiered", key, ["tiers.0", "tiers.300000", "minimum", "maximum"]);
  }
  const rows = tiers
    .sort(([a], [b]) => a - b)
    .map(([from, rate]) => `${from}=${rate}${rate.endsWith("bps") ? "" : "/share"}`);
  return `tiered:${rows.join(",")}${minimum}${maximum}`;
}

/** The text as its model names it. Throws UsageError where none reads it. */
function checked(kind: CostKind, text: string): string {
  try {
    READERS[kind](text);
    return text.trim();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new UsageError({
      code: error.code,
      message: error.message,
      where: { ...error.where, flag: FLAG, key: kind },
      help: error.help.replace(/^Did you mean: /, `Did you mean: ${FLAG} ${kind}=`),
    });
  }
}

function rateOf(key: string, text: string): number {
  return readTable(FLAG, { [key]: RATE }, new Map([[key, text]]))[key] as number;
}

function ratesText(rates: readonly (readonly [string, string])[]): string {
  const text = borrowRatesText(
    new Map(),
    new Map(rates.map(([key, rate]) => [key.slice("borrow.".length), rateOf(key, rate)])),
  );
  parseBorrowRates(text);
  return text;
}

function noModel(kind: CostKind, name: string | undefined, inside: ReadonlyMap<string, string>): UsageError {
  const names = modelNames(kind);
  const fitting = Object.entries(COST_MODELS[kind] as Readonly<Record<string, ModelForm>>).find(([, { keys }]) =>
    [...inside.keys()].every((key) => Object.hasOwn(keys, key)),
  );
  const near = name === undefined ? (fitting?.[0] ?? null) : nearest(name, names);
  return new UsageError({
    code: "bad-setting",
    message:
      name === undefined
        ? `${FLAG} ${kind}.${[...inside.keys()][0]} is given, and no model that it belongs to.`
        : `There is no ${kind} model "${name}".`,
    where: { flag: FLAG, key: `${kind}.model`, expected: names.join(", "), received: name ?? "nothing" },
    help: near === null ? `The models are ${names.join(", ")}.` : `Did you mean: ${FLAG} ${kind}.model=${near}`,
  });
}

/** @param model null: none of the models of the kind has the key */
function strayKey(kind: CostKind, model: string | null, key: string, keys: readonly string[]): UsageError {
  const near = nearest(key, keys);
  const whose = model ?? `A model of ${kind}`;
  const known = keys.length === 0 ? `${whose} takes no keys.` : `${whose} takes ${keys.join(", ")}.`;
  return new UsageError({
    code: "unknown-setting",
    message: `There is no key "${key}" of ${model === null ? `any ${kind} model` : `the ${kind} model ${model}`}.`,
    where: { flag: FLAG, key: `${kind}.${key}`, expected: keys.join(", "), received: key },
    help: near === null ? known : `Did you mean: ${FLAG} ${kind}.${near}`,
  });
}

function incomplete(kind: CostKind, model: string, key: string, row: SettingRow): UsageError {
  const others = model === "half-spread" ? " or the spread in money, one of the two" : "";
  return new UsageError({
    code: "bad-setting",
    message: `The ${kind} model ${model} lacks ${key}: ${row.says}${others}.`,
    where: { flag: FLAG, key: `${kind}.${key}`, expected: key, received: "nothing" },
    help: `Say it too: ${FLAG} ${kind}.${key}=${row.example ?? 1}`,
  });
}
