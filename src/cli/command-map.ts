import type { Command } from "./command.ts";

export interface CommandEntry {
  /** One line of the help. */
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/**
 * Every verb, in the order of the help; two words where verbs form a group ("runs list"). A new command is one file and
 * one line here.
 */
export const COMMANDS: ReadonlyMap<string, CommandEntry> = new Map([
  [
    "backtest",
    { summary: "run a strategy over past prices", load: async () => (await import("./commands/backtest.ts")).backtest },
  ],
  [
    "runs list",
    {
      summary: "list the stored runs",
      load: async () => (await import("./commands/runs-list.ts")).runsList,
    },
  ],
  [
    "runs show",
    { summary: "show a stored run again", load: async () => (await import("./commands/runs-show.ts")).runsShow },
  ],
  [
    "runs compare",
    {
      summary: "compare stored runs side by side",
      load: async () => (await import("./commands/runs-compare.ts")).runsCompare,
    },
  ],
  ["runs rm", { summary: "remove stored runs", load: async () => (await import("./commands/runs-rm.ts")).runsRm }],
  [
    "strategies list",
    {
      summary: "list your strategies and the built-in ones",
      load: async () => (await import("./commands/strategies-list.ts")).strategiesList,
    },
  ],
  [
    "strategies show",
    {
      summary: "show what a strategy does and takes",
      load: async () => (await import("./commands/strategies-show.ts")).strategiesShow,
    },
  ],
  [
    "new strategy",
    {
      summary: "write a strategy to start from, and its test",
      load: async () => (await import("./commands/new-strategy.ts")).newStrategy,
    },
  ],
  [
    "indicators list",
    {
      summary: "list the indicators",
      load: async () => (await import("./commands/indicators-list.ts")).indicatorsList,
    },
  ],
  [
    "indicators show",
    {
      summary: "show how an indicator is worked out",
      load: async () => (await import("./commands/indicators-show.ts")).indicatorsShow,
    },
  ],
  [
    "config init",
    {
      summary: "write a run file to start from",
      load: async () => (await import("./commands/config-init.ts")).configInit,
    },
  ],
  [
    "config check",
    {
      summary: "say what is wrong in run files",
      load: async () => (await import("./commands/config-check.ts")).configCheck,
    },
  ],
  [
    "config show",
    {
      summary: "print the settings of a run, and where each came from",
      load: async () => (await import("./commands/config-show.ts")).configShow,
    },
  ],
  [
    "data show",
    {
      summary: "draw prices as candles, or print them as columns",
      load: async () => (await import("./commands/data-show.ts")).dataShow,
    },
  ],
  [
    "data list",
    { summary: "list the prices that runs find", load: async () => (await import("./commands/data-list.ts")).dataList },
  ],
  [
    "data pull",
    {
      summary: "get prices from a provider into your catalog",
      load: async () => (await import("./commands/data-pull.ts")).dataPull,
    },
  ],
  [
    "data validate",
    {
      summary: "find all that is broken or odd in prices",
      load: async () => (await import("./commands/data-validate.ts")).dataValidate,
    },
  ],
  [
    "data import",
    {
      summary: "put price files into your catalog",
      load: async () => (await import("./commands/data-import.ts")).dataImport,
    },
  ],
  [
    "data generate",
    {
      summary: "make synthetic prices from a seed",
      load: async () => (await import("./commands/data-generate.ts")).dataGenerate,
    },
  ],
  [
    "data cache",
    {
      summary: "show or empty the cache of decoded prices",
      load: async () => (await import("./commands/data-cache.ts")).dataCacheCommand,
    },
  ],
  [
    "schema",
    {
      summary: "print the JSON Schema of a document",
      load: async () => (await import("./commands/schema.ts")).schema,
    },
  ],
  [
    "doctor",
    { summary: "say what ivy finds on this machine", load: async () => (await import("./commands/doctor.ts")).doctor },
  ],
  [
    "completion",
    {
      summary: "print the script that completes ivy in your shell",
      load: async () => (await import("./commands/completion.ts")).completion,
    },
  ],
]);

/** What the help of `ivy` says of a group, by its first word. */
export const GROUPS: ReadonlyMap<string, string> = new Map([
  ["data", "show, check, fetch, make and keep prices"],
  ["runs", "list, show, compare and remove stored runs"],
  ["strategies", "list and show strategies"],
  ["new", "write a strategy to start from"],
  ["indicators", "list and show indicators"],
  ["config", "write, check and show run files"],
]);
