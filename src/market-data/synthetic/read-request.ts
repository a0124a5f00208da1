import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { SyntheticRequest } from "./synthetic-request.ts";
import {
  MODELS,
  type Model,
  SYNTHETIC_SETTINGS,
  type SyntheticSetting,
  type SyntheticSettingName,
  settingsOf,
} from "./synthetic-settings.ts";

/** More than this is 5 GB of columns: nobody meant it. */
const MOST_BARS = 100_000_000;

/** Throws UsageError for a word that is no generator. */
export function readModel(word: string): Model {
  const found = MODELS.find((model) => model === word.toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(word, MODELS);
  throw new UsageError({
    code: "unknown-model",
    message: `There is no generator "${word}".`,
    where: { received: word, expected: MODELS.join(", ") },
    help: `${near === null ? "For example" : "Did you mean"}: ivy data generate ${near ?? "gbm"}`,
  });
}

/**
 * The settings of a model, from what was given by name; the others have their defaults. Throws UsageError for a setting
 * that the model does not take, and for a number that it cannot be.
 */
export function readValues(
  model: Model,
  given: Readonly<Partial<Record<SyntheticSettingName, string>>>,
): SyntheticRequest["values"] {
  const taken = settingsOf(model);
  const entries = (Object.entries(SYNTHETIC_SETTINGS) as [SyntheticSettingName, SyntheticSetting][]).map(
    ([name, setting]) => {
      const text = given[name];
      if (text === undefined) return [name, setting.unlessGiven];
      if (!taken.includes(name)) throw notTaken(model, setting);
      return [name, readNumber(setting, text)];
    },
  );
  return Object.fromEntries(entries) as SyntheticRequest["values"];
}

/** The names of the series to make. Throws UsageError for what cannot name a file, and for the wrong number of names. */
export function readTickers(model: Model, text: string | null): readonly string[] {
  if (text === null) return model === "pair" ? ["SYNY", "SYNX"] : ["SYN"];
  const names = text.split(",").map((name) => name.trim());
  const bad = names.find((name) => !/^[A-Za-z0-9^][A-Za-z0-9._^=-]{0,31}$/.test(name) || /^\d+([.]\d*)?$/.test(name));
  const folded = names.map((name) => name.toLowerCase());
  const twice = names.find((_, i) => folded.indexOf(folded[i]!) !== i);
  const fail = (message: string, received: string): never => {
    const help = `Write the names with commas between: --tickers ${model === "pair" ? "SYNY,SYNX" : "SYN"}`;
    throw new UsageError({ code: "bad-tickers", message, where: { flag: "--tickers", received }, help });
  };
  if (bad !== undefined) fail(`"${bad}" cannot name a synthetic series: letters, digits, dot and dash can.`, bad);
  if (twice !== undefined) fail(`--tickers names ${twice} twice.`, twice);
  if (model === "pair" && names.length !== 2) fail(`A pair has two names; --tickers gives ${names.length}.`, text);
  return names;
}

/** Throws UsageError unless `text` is a whole number from `min` to `max`. */
export function readWhole(flag: string, text: string, min: number, max: number): number {
  const words = `a whole number from ${min} to ${max.toLocaleString("en")}`;
  return readNumber({ flag, integer: true, isOpen: false, min, max, words }, text);
}

export function readBars(text: string): number {
  return readWhole("--bars", text, 2, MOST_BARS);
}

export function readSeed(text: string): number {
  return readWhole("--seed", text, 0, 0xffff_ffff);
}

type Rule = Pick<SyntheticSetting, "flag" | "integer" | "isOpen" | "min" | "max" | "words">;

function readNumber({ flag, integer, isOpen, min, max, words }: Rule, text: string): number {
  const plain = text.trim().replace(/(?<=\d)[_,](?=\d{3}(?:\D|$))/g, "");
  const percent = /%$/.test(plain) && !integer;
  const digits = percent ? plain.slice(0, -1).trim() : plain;
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits)
    ? Number(digits) / (percent ? 100 : 1)
    : Number.NaN;
  const isWithin = isOpen ? value > min && value < max : value >= min && value <= max;
  if (isWithin && (!integer || Number.isSafeInteger(value))) return value;
  throw new UsageError({
    code: "bad-number",
    message: `${flag} ${text} is not ${words}.`,
    where: { flag, expected: words, received: text },
    help: `${flag} takes ${words}.`,
  });
}

function notTaken(model: Model, { flag, models }: SyntheticSetting): UsageError {
  const takers = (models ?? MODELS).join(", ");
  return new UsageError({
    code: "setting-not-taken",
    message: `${model} takes no ${flag}.`,
    where: { flag, expected: `a setting of ${model}` },
    help: `${flag} is for ${takers}: ivy data generate ${takers.split(", ")[0]} ${flag} …`,
  });
}
