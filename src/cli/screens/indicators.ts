import type { IndicatorFacts } from "#app/indicators";
import { tableLines } from "./column-table.ts";
import { wrap } from "./wrap.ts";

/** Every indicator with its summary. */
export function indicatorList(indicators: readonly IndicatorFacts[], width: number): string {
  const column = Math.max(...indicators.map(({ name }) => name.length)) + 4;
  const rows = indicators.flatMap(({ name, summary }) =>
    wrap(summary, width - column).map((line, i) => (i === 0 ? `  ${name}`.padEnd(column) : " ".repeat(column)) + line),
  );
  return [...rows, "", "More of one:  ivy indicators show NAME", ""].join("\n");
}

/** One indicator: how it is worked out, what it takes, and how a strategy uses it. */
export function indicatorPage(indicator: IndicatorFacts, width: number): string {
  const { name, summary, formula, parameters, warmupBars, source } = indicator;
  const cells = (of: (parameter: IndicatorFacts["parameters"][number]) => string) => parameters.map(of);
  const table = [
    { heading: "parameter", align: "left", cells: cells((one) => one.name) },
    { heading: "default", align: "right", cells: cells((one) => String(one.default)) },
    { heading: "valid", align: "left", cells: cells((one) => `whole number, ${one.min} or more`) },
  ] as const;
  return [
    ...wrap(`${name}: ${summary}`, width),
    "",
    ...labelled("formula", formula, width),
    ...labelled("warm-up", warmupText(warmupBars, parameters.length), width),
    ...(source === null ? [] : labelled("source", source, width)),
    ...(parameters.length === 0 ? [] : ["", ...tableLines(table, width)]),
    "",
    "In a strategy:",
    `  import { ${name} } from "ivy-quant";`,
    `  prepare: ({ bars }) => ({ line: ${callOf(indicator)} })`,
    "",
  ].join("\n");
}

function labelled(label: string, text: string, width: number): string[] {
  return wrap(text, width - 11).map((line, i) => `  ${(i === 0 ? label : "").padEnd(9)}${line}`);
}

function warmupText(bars: number, parameters: number): string {
  const count =
    bars === 0 ? "none: defined from the first bar" : `${bars} ${bars === 1 ? "bar is" : "bars are"} not defined`;
  return parameters === 0 || bars === 0 ? count : `${count} with the defaults`;
}

function callOf({ name, takes, parameters }: IndicatorFacts): string {
  if (name === "rollingEngleGranger") return `${name}(log(y.close), log(x.close), { formation: 252, reestimate: 21 })`;
  const columns = takes === "bars" ? "bars" : takes === "column, column" ? "bars.close, bars.open" : "bars.close";
  return `${name}(${[columns, ...parameters.map((one) => one.default)].join(", ")})`;
}
