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
    {
      heading: "valid",
      align: "left",
      cells: cells((one) => `${one.decimal ? "" : "whole "}number, ${one.min} or more`),
    },
  ] as const;
  return [
    ...wrap(`${name}: ${summary}`, width),
    "",
    ...(indicator.short === undefined ? [] : labelled("short", indicator.short, width)),
    ...labelled("formula", formula, width),
    ...labelled("warm-up", warmupText(warmupBars, parameters.length), width),
    ...(source === null ? [] : labelled("source", source, width)),
    ...(parameters.length === 0 ? [] : ["", ...tableLines(table, width)]),
    "",
    ...useOf(indicator),
    "",
  ].join("\n");
}

function labelled(label: string, text: string, width: number): string[] {
  return wrap(text, width - 11).map((line, i) => `  ${(i === 0 ? label : "").padEnd(9)}${line}`);
}

function warmupText(bars: number, parameters: number): string {
  if (bars === 0) return "none: defined from the first bar";
  const count = bars === 1 ? "the first bar is not defined" : `the first ${bars} bars are not defined`;
  return parameters === 0 ? count : `${count}, with the defaults`;
}

/** Lines to copy; no width breaks them. */
function useOf({ name, takes, parameters, lines }: IndicatorFacts): string[] {
  const values = parameters.map((one) => one.default);
  if (lines !== undefined) {
    return [
      "In a strategy:",
      `  import { ${name} } from "ivy-quant";`,
      `  prepare: ({ bars }) => ({ ...${name}(bars.close, ${values.join(", ")}) }),`,
      `In onBar:  ${lines.join(", ")}, each with .now`,
    ];
  }
  if (name === "rollingEngleGranger") {
    return [
      'In a strategy with universe: "pair":',
      `  import { log, ${name} } from "ivy-quant";`,
      "  prepare: ({ market }) => {",
      "    const [y, x] = market.assets;",
      `    const window = { formation: ${values[0]}, reestimate: ${values[1]} };`,
      `    return { ...${name}(log(y.close), log(x.close), window) };`,
      "  },",
      "In onBar:  alpha, hedge, mean, deviation, pValue and halfLife, each with .now",
    ];
  }
  const columns = takes === "bars" ? "bars" : takes === "column, column" ? "bars.close, bars.open" : "bars.close";
  return [
    "In a strategy:",
    `  import { ${name} } from "ivy-quant";`,
    `  prepare: ({ bars }) => ({ line: ${name}(${[columns, ...values].join(", ")}) }),`,
    takes === "column, column"
      ? "In onBar:  line.now is true on such a bar"
      : "In onBar:  line.now, and line.ago(1) on the bar before",
  ];
}
