import type { ListedStrategy, ShownStrategy } from "#app/strategies";
import { cellsOf } from "./cells.ts";
import { type TableColumn, tableLines } from "./column-table.ts";
import { wrap } from "./wrap.ts";

type Parameters = ShownStrategy["params"];

/** What each universe means for --tickers. */
const UNIVERSES = {
  one: "one asset; several run side by side",
  pair: "two assets",
  many: "any number of assets",
} as const;

/** The list of strategies, the person's own first. */
export function strategyList(strategies: readonly ListedStrategy[], width: number): string {
  const own = strategies.filter(({ builtIn }) => !builtIn);
  const shipped = strategies.filter(({ builtIn }) => builtIn);
  const column = Math.max(0, ...strategies.map(({ name }) => cellsOf(name))) + 4;
  const section = (title: string, rows: readonly ListedStrategy[]) => [
    title,
    ...rows.flatMap((one) => rowLines(one, column, width)),
    "",
  ];
  const none = ["No strategies of your own here. Write one:  ivy new strategy my-idea", ""];
  return [
    ...(own.length === 0 ? none : section("Yours", own)),
    ...section("Built in", shipped),
    "More of one:  ivy strategies show NAME",
    "",
  ].join("\n");
}

function rowLines({ name, file, builtIn, summary, params, error }: ListedStrategy, column: number, width: number) {
  const texts =
    error === null
      ? [summary ?? "", shortParameters(params)]
      : [`does not load: ${error.message}`, error.line === undefined ? "" : `${file}:${error.line}`];
  const place = builtIn || error !== null ? [] : [file];
  const lines = [...texts, ...place].filter((text) => text !== "").flatMap((text) => wrap(text, width - column));
  return lines.map((line, i) => (i === 0 ? `  ${name}`.padEnd(column) : " ".repeat(column)) + line);
}

function shortParameters(params: Parameters): string {
  return params.map(({ name, default: value }) => `${name} ${value}`).join(", ");
}

/** One strategy: its comment, its parameters, and what to type next. */
export function strategyPage(strategy: ShownStrategy, width: number): string {
  const { name, file, builtIn, summary, universe, comment, params } = strategy;
  const tickers = universe === "pair" ? "KO,PEP" : "KO";
  const typed = builtIn || file.startsWith("strategies/") || !file.includes("/") ? name : file;
  const next = [`ivy backtest --strategy ${typed} --tickers ${tickers}`];
  if (builtIn) next.push(`ivy new strategy my-${name} --from ${name}`);
  return [
    ...wrap(`${name}: ${summary}`, width),
    `${builtIn ? "built in" : file}   ${UNIVERSES[universe]}`,
    ...(comment === "" ? [] : ["", ...comment.split("\n\n").flatMap((part, i) => paragraph(part, i, width))]),
    "",
    ...(params.length === 0 ? ["It has no parameters."] : tableLines(tableOf(params), width)),
    "",
    `Try it:   ${next[0]}`,
    ...(next[1] === undefined ? [] : [`Copy it:  ${next[1]}`]),
    "",
  ].join("\n");
}

function paragraph(text: string, index: number, width: number): string[] {
  return [...(index === 0 ? [] : [""]), ...wrap(text, width - 2).map((line) => `  ${line}`)];
}

function tableOf(params: Parameters): TableColumn[] {
  return [
    { heading: "parameter", align: "left", cells: params.map(({ name }) => name) },
    { heading: "default", align: "right", cells: params.map((one) => String(one.default)) },
    { heading: "valid", align: "left", cells: params.map(validText) },
    {
      heading: "search",
      align: "left",
      cells: params.map(({ search }) => (search === null ? "" : search.join(" to "))),
    },
  ];
}

function validText({ kind, min, max, options }: Parameters[number]): string {
  if (options !== null) return options.join(" | ");
  if (kind === "flag") return "true | false";
  const noun = kind === "integer" ? "whole number" : "number";
  if (min !== null && max !== null) return `${noun}, ${min} to ${max}`;
  if (min !== null) return `${noun}, ${min} or more`;
  return max === null ? noun : `${noun}, at most ${max}`;
}
