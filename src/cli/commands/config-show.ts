import type { ShownSetting } from "#app/show-settings";
import { givenSettings } from "../backtest-flags.ts";
import type { Command } from "../command.ts";
import { declareFlags } from "../flag.ts";
import { RUN_FLAGS } from "../run-flags.ts";

export const configShow: Command = {
  about:
    "Prints every setting that ivy backtest would run with, and where each came from. Values that the environment filled in are shown as they are written in the file.",
  words: [{ name: "FILE", description: "a run file; --config does the same", required: false, completes: "files" }],
  examples: [
    { line: "ivy config show ivy.yaml", says: "the file, what it includes, and the defaults" },
    { line: "ivy config show ivy.yaml --cash 5000 --set fast=10", says: "the same with flags over it" },
  ],
  readOn: ["docs/run-files.md"],
  declare: (parser) => declareFlags(parser, RUN_FLAGS),
  run: async (flags, terminal, [file]) => {
    const runFile = file ?? (typeof flags.config === "string" ? flags.config : null);
    const given = await givenSettings(flags, terminal, runFile);
    const { showSettings } = await import("#app/show-settings");
    const { projectFolder, packageFolder } = terminal;
    const settings = await showSettings(given, runFile, { projectFolder, packageFolder });
    if (flags.json === true) terminal.writeOut(jsonOf(settings));
    else if (flags.quiet !== true) terminal.writeOut(await yamlOf(settings));
    return 0;
  },
};

function jsonOf(settings: readonly ShownSetting[]): string {
  const entries = settings.map(({ key, value, from }) => [key, { value, from }] as const);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

/** A list as it is written, or a text in which variables need no quotes. */
const BLOCK_PLAIN = /^(?:\[.*\]|[\w./$][\w./${}:+-]*)$/;

/** A key at its place: those of a section stand further in. */
function indented(key: string): string {
  if (key.startsWith("params.")) return `  ${key.slice("params.".length)}`;
  const parts = key.split(".");
  return `${"  ".repeat(parts.length - 1)}${parts.at(-1)}`;
}

/** The maps in which a key stands. A parameter may have a dot in its name: it is that of one strategy. */
function mapsOf(key: string): readonly string[] {
  return key.startsWith("params.") ? ["params"] : key.split(".").slice(0, -1);
}

/** YAML that is a run file again; what has no value of its own stands in comments. */
async function yamlOf(settings: readonly ShownSetting[]): Promise<string> {
  const { yamlText } = await import("#config/yaml-text");
  const rows = settings.map(({ key, value, from, meaning, isWritten }): [string, string] => {
    const name = indented(key);
    if (value === null) return [`# ${name}: ${meaning ?? "not set"}`, ""];
    const text = isWritten && BLOCK_PLAIN.test(String(value)) ? String(value) : yamlText(value);
    return [`${name}: ${text}`, from === "default" ? "# default" : `# from ${from}`];
  });
  // From the last section to the first, so that the places of the others stay.
  for (let i = settings.length - 1; i >= 0; i--) {
    const before = mapsOf(settings[i - 1]?.key ?? "");
    const opened = mapsOf(settings[i]!.key).map((name, depth, maps): [string, string] | null => {
      const isOpen = maps.slice(0, depth + 1).every((one, at) => one === before[at]);
      return isOpen ? null : [`${"  ".repeat(depth)}${name}:`, ""];
    });
    rows.splice(i, 0, ...opened.filter((row) => row !== null));
  }
  const width = Math.min(40, Math.max(...rows.filter(([, from]) => from !== "").map(([text]) => text.length)));
  return rows.map(([text, from]) => `${from === "" ? text : `${text.padEnd(width)}  ${from}`}\n`).join("");
}
