import type { CommandEntry } from "./command-map.ts";
import { groupHelp, type HelpStyle, shellHelp } from "./help-text.ts";
import type { Terminal } from "./terminal.ts";

/** What there is to run. Handed in, so that a test may have its own verbs. */
export interface Shell {
  readonly commands: ReadonlyMap<string, CommandEntry>;
  /** Summaries of the groups, by their first word. */
  readonly groups: ReadonlyMap<string, string>;
  readonly version: () => string;
}

/** Runs one line, without the leading `ivy`, and answers with the exit code. Never throws. */
export async function runCommandLine(args: readonly string[], terminal: Terminal, shell: Shell): Promise<number> {
  try {
    return await dispatch(args, terminal, shell);
  } catch (thrown) {
    const { asIvyError, errorJson, errorText } = await import("./print-error.ts");
    const error = asIvyError(thrown);
    const color = terminal.errorIsTerminal && !terminal.colorRefused && !args.includes("--no-color");
    if (args.includes("--json")) writeIfPossible(terminal.writeOut, errorJson(error, args));
    const width = terminal.errorIsTerminal ? terminal.width || PIPE_WIDTH : 0;
    writeIfPossible(terminal.writeError, errorText(error, { color, debug: args.includes("--debug"), width }, args));
    return error.exitCode;
  }
}

/** Where one of the two takes nothing more, that may be the very error: the other says it, and the exit code does. */
function writeIfPossible(write: (text: string) => void, text: string): void {
  try {
    write(text);
  } catch {
    return;
  }
}

async function dispatch(
  args: readonly string[],
  terminal: Terminal,
  { commands, groups, version }: Shell,
): Promise<number> {
  if (args[0] === "--complete") {
    const { completionAnswer } = await import("./completion-answer.ts");
    terminal.writeOut(await completionAnswer(args.slice(1), terminal, commands, groups));
    return 0;
  }
  const asksHelp = args.includes("--help") || args.includes("-h") || args[0] === "help";
  const line = args[0] === "help" ? args.slice(1) : args;
  const first = line[0];
  if (first === undefined || first === "--help" || first === "-h") {
    terminal.writeOut(shellHelp(commands, groups, helpStyle(args, terminal)));
    return 0;
  }
  if (first === "--version" || first === "-V" || first === "-v" || (first === "version" && line.length === 1)) {
    terminal.writeOut(`ivy ${version()}\n`);
    return 0;
  }
  const name = commands.has(`${first} ${line[1]}`) ? `${first} ${line[1]}` : first;
  const entry = commands.get(name);
  if (entry === undefined) {
    const isGroup = [...commands.keys()].some((key) => key.startsWith(`${first} `));
    if (!isGroup || (line[1] !== undefined && line[1] !== "help" && !line[1].startsWith("-"))) {
      const { unknownCommand } = await import("./unknown-command.ts");
      throw unknownCommand(args[0] === "help" ? [...line, "--help"] : line, [...commands.keys()]);
    }
    terminal.writeOut(groupHelp(first, groups.get(first) ?? "", commands));
    return 0;
  }
  const command = await entry.load();
  const { parseFlags, parserOf } = await import("./parse-flags.ts");
  const { verbReference } = await import("./verb-reference.ts");
  const parser = parserOf(name, command);
  const verb = verbReference(name, entry.summary, command, parser);
  if (asksHelp) {
    const { verbHelp } = await import("./verb-help.ts");
    terminal.writeOut(verbHelp(verb, helpStyle(args, terminal)));
    return 0;
  }
  const rest = line.slice(name.split(" ").length);
  const { flags, words, stray } = parseFlags(verb, parser, rest);
  if (stray.length > 0) {
    const { strayWords } = await import("./stray-words.ts");
    throw await strayWords(verb, rest, stray, terminal);
  }
  return command.run(flags, terminal, words);
}

/** Columns of a pipe, the fewest that flags and their meaning stand beside each other in, the most that reads well. */
const [PIPE_WIDTH, NARROWEST, WIDEST] = [80, 40, 110];

function helpStyle(args: readonly string[], terminal: Terminal): HelpStyle {
  return {
    width: terminal.width === 0 ? PIPE_WIDTH : Math.min(Math.max(terminal.width, NARROWEST), WIDEST),
    bold: terminal.outIsTerminal && !terminal.colorRefused && !args.includes("--no-color"),
  };
}
