import { readFileSync } from "node:fs";
import { isatty } from "node:tty";
import { fileURLToPath } from "node:url";
import { IoError } from "#base/errors";
import { COMMANDS, GROUPS } from "./command-map.ts";
import { runCommandLine } from "./run-command-line.ts";
import type { Terminal } from "./terminal.ts";
import { terminalWidth } from "./terminal-width.ts";
import { writeAll } from "./write-sync.ts";

// The bundle lies in dist/, one below the package.
const packageFolder = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");
const outIsTerminal = isatty(1);

const args = process.argv.slice(2);
// Reading source maps costs every start some milliseconds; errors point to a strategy's own line without them.
if (args.includes("--debug")) process.setSourceMapsEnabled(true);

const terminal: Terminal = {
  writeOut: (text) => writeAll(1, text),
  writeError: (text) => writeAll(2, text),
  outIsTerminal,
  errorIsTerminal: isatty(2),
  width: terminalWidth(outIsTerminal, outIsTerminal ? process.stdout.columns : undefined, process.env.IVY_COLUMNS),
  colorRefused: (process.env.NO_COLOR ?? "") !== "",
  // Asked for when it is needed: the help needs no folder, and this one may have been removed.
  get projectFolder() {
    return workingFolder();
  },
  packageFolder,
};

function workingFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new IoError({
      code: "no-working-folder",
      message: "The folder that this shell stands in is not there any more.",
      help: "Change to another folder: cd",
      cause,
    });
  }
}

function version(): string {
  return (JSON.parse(readFileSync(`${packageFolder}/package.json`, "utf8")) as { version: string }).version;
}

// What a strategy prints with console.log must not stand in the document that a program reads.
Object.defineProperty(process, "stdout", { get: () => process.stderr, configurable: true });

// Ctrl-C is left to the system (the shell reads 130): a handler of ours would not run while a strategy computes.
// The process ends here, whatever a strategy's timers still wait for.
process.exit(await runCommandLine(args, terminal, { commands: COMMANDS, groups: GROUPS, version }));
