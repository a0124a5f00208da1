import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { GateResult } from "#results/documents/gate";
import { METRIC_IDS, type MetricId } from "#results/documents/metric-ids";
import { METRIC_DEFINITIONS } from "./definitions.ts";

export const GATE_OPERATORS = [">=", "<=", ">", "<", "="] as const;
export type GateOperator = (typeof GATE_OPERATORS)[number];

/** What a metric must be for a run to pass. */
export interface Gate {
  /** As it was written, without spaces. */
  readonly expression: string;
  readonly metric: MetricId;
  readonly operator: GateOperator;
  /** In the metric's unit: a fraction where percent was written. */
  readonly bound: number;
}

const FORM = /^([A-Za-z]\w*)(>=|<=|>|<|=)([+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%?)$/i;

/**
 * A gate as written after --require: `metric operator number`, with spaces or without; a fraction may be written in
 * percent. Throws UsageError for another form, an unknown metric, or a bound that the metric can never be held to.
 */
export function parseGate(text: string): Gate {
  const expression = text.replace(/\s+/g, "");
  const match = FORM.exec(expression);
  if (match === null) throw badForm(text, expression);
  const [, name, operator, digits, percent] = match as unknown as [string, string, GateOperator, string, string];
  const metric = METRIC_IDS.find((id) => id === name);
  if (metric === undefined) throw unknownMetric(text, name, expression);
  const { unit, backtestingPyUnit } = METRIC_DEFINITIONS[metric];
  const number = Number(digits.replaceAll("_", ""));
  if (percent !== "" && unit !== "fraction" && backtestingPyUnit !== "fraction") throw noPercent(metric, expression);
  if (metric === "maxDrawdown" && number < 0) throw drawdownIsDepth(expression);
  const isUpper = operator === "<=" || operator === "<";
  if (isUpper && percent === "" && number > (MOST[metric] ?? Number.POSITIVE_INFINITY)) {
    throw meantPercent(metric, expression);
  }
  return { expression, metric, operator, bound: percent === "" ? number : number / 100 };
}

/** Whether figures pass a gate; one that is not defined (null) never does. */
export function checkGate(
  { expression, metric, operator, bound }: Gate,
  metrics: Readonly<Record<MetricId, number | null>>,
): GateResult {
  const value = metrics[metric];
  return { expression, value, passed: value !== null && HOLDS[operator](value, bound) };
}

const HOLDS: Readonly<Record<GateOperator, (value: number, bound: number) => boolean>> = {
  ">=": (value, bound) => value >= bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  "<": (value, bound) => value < bound,
  "=": (value, bound) => value === bound,
};

function refused(code: string, expression: string, message: string, help: string): UsageError {
  return new UsageError({ code, message, where: { flag: "--require", received: expression }, help });
}

function badForm(text: string, expression: string): UsageError {
  // An unquoted > is taken by the shell as the name of a file to write to, and never arrives here.
  const isCut = METRIC_IDS.some((id) => id === expression);
  const mended = expression
    .replace(/={2,3}/, "=")
    .replace("=>", ">=")
    .replace("=<", "<=");
  const help = isCut
    ? `Quote it, or the shell reads > as a file to write: --require '${expression}>=1'`
    : FORM.test(mended)
      ? `Did you mean: --require ${mended}`
      : "Write a metric, >=, <=, >, < or =, and a number: --require 'sharpe>=1' or --require 'totalReturn>=10%'";
  return refused("bad-gate", text, `--require ${text} is not a gate.`, help);
}

function unknownMetric(text: string, name: string, expression: string): UsageError {
  const word = name.replaceAll("_", "").toLowerCase();
  const near = nearest(word, METRIC_IDS) ?? METRIC_IDS.find((id) => id.toLowerCase().includes(word)) ?? null;
  const help =
    near === null
      ? `The metrics are\n${listed(72)}.`
      : `Did you mean: --require ${near}${expression.slice(name.length)}`;
  return refused("unknown-metric", text, `There is no metric "${name}".`, help);
}

function noPercent(metric: MetricId, expression: string): UsageError {
  const { unit } = METRIC_DEFINITIONS[metric];
  return refused(
    "bad-gate",
    expression,
    `${metric} is no share: --require ${expression} cannot be in percent.`,
    `Give the bound as a number (${unit === "currency" ? "in the account's currency" : unit}): --require ${expression.slice(0, -1)}`,
  );
}

function drawdownIsDepth(expression: string): UsageError {
  return refused(
    "bad-gate",
    expression,
    `maxDrawdown is a depth, never below 0: --require ${expression} says nothing.`,
    "Write how deep it may be, without a minus: --require 'maxDrawdown<=20%'",
  );
}

/**
 * Above these bounds a fraction is a percentage whose sign was forgotten: `maxDrawdown<=20` would pass whatever happens.
 * A bound from below that is too high fails every run, which is seen. All but the last cannot exceed 1 while there is
 * equity; a volatility of 500 % is that of no price.
 */
const MOST: Partial<Readonly<Record<MetricId, number>>> = {
  maxDrawdown: 1,
  ulcerIndex: 1,
  exposure: 1,
  winRate: 1,
  valueAtRisk95: 1,
  conditionalValueAtRisk95: 1,
  volatility: 5,
};

function meantPercent(metric: MetricId, expression: string): UsageError {
  return refused(
    "bad-gate",
    expression,
    `${metric} is a fraction, 0.2 for 20 %: --require ${expression} says nothing.`,
    `Did you mean: --require ${expression}%`,
  );
}

/** Every metric id, in lines of at most `width` characters. */
function listed(width: number): string {
  const lines: string[] = [""];
  for (const id of METRIC_IDS) {
    const last = lines.at(-1)!;
    const longer = last === "" ? id : `${last}, ${id}`;
    if (longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(id);
  }
  return lines.join(",\n");
}
