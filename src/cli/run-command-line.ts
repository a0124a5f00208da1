import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { CommandEntry } from "./command-map.ts";
import { shellHelp } from "./help-text.ts";
import type { Terminal } from "./terminal.ts";

/** Runs one line, without the leading `ivy`, and answers with the exit code. Never throws. */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  commands: ReadonlyMap<string, CommandEntry>,
  version: () => string,
): Promise<number> {
  try {
    return await dispatch(args, terminal, commands, version);
  } catch (thrown) {
    const { asIvyError, errorJson, errorText } = await import("./print-error.ts");
    const error = asIvyError(thrown);
    const color = terminal.errorIsTerminal && !terminal.colorRefused && !args.includes("--no-color");
    if (args.includes("--json")) terminal.writeOut(errorJson(error, args));
    terminal.writeError(errorText(error, { color, debug: args.includes("--debug") }, args));
    return error.exitCode;
  }
}

async function dispatch(
  args: readonly string[],
  terminal: Terminal,
  commands: ReadonlyMap<string, CommandEntry>,
  version: () => string,
): Promise<number> {
  const asksHelp = args.includes("--help") || args.includes("-h") || args[0] === "help";
  const name = args[0] === "help" ? args[1] : args[0];
  if (name === undefined || name === "--help" || name === "-h") {
    terminal.writeOut(shellHelp(commands));
    return 0;
  }
  if (name === "--version" || name === "-V") {
    terminal.writeOut(`ivy ${version()}\n`);
    return 0;
  }
  const entry = commands.get(name);
  if (entry === undefined) throw unknownCommand(name, args, commands);
  const command = await entry.load();
  const { flagHelp, parseFlags, parserOf } = await import("./parse-flags.ts");
  const parser = parserOf(name, command);
  if (asksHelp) {
    const { commandHelp } = await import("./help-text.ts");
    terminal.writeOut(commandHelp(name, entry.summary, flagHelp(parser), command.example));
    return 0;
  }
  return command.run(parseFlags(name, parser, args.slice(1)), terminal);
}

function unknownCommand(
  name: string,
  args: readonly string[],
  commands: ReadonlyMap<string, CommandEntry>,
): UsageError {
  if (name.startsWith("-")) {
    return new UsageError({
      code: "unknown-flag",
      message: `ivy has no flag ${name} before a command.`,
      where: { flag: name },
      help: `The command comes first: ivy ${[...commands.keys()][0]} ${name}\nSee: ivy --help`,
    });
  }
  const near = nearest(name, commands.keys());
  const rest = args.slice(1).join(" ");
  return new UsageError({
    code: "unknown-command",
    message: `There is no command "${name}".`,
    where: { received: name },
    help: `The commands are: ${[...commands.keys()].join(", ")}.\n${near === null ? "See: ivy --help" : `Did you mean: ivy ${near} ${rest}`.trimEnd()}`,
  });
}
