import { EXIT_CODES } from "#base/exit-codes";
import { EVERY_COMMAND } from "./parse-flags.ts";
import { type FlagReference, shownFlag, shownWord, type VerbReference } from "./verb-reference.ts";

/** The manual page as text with the macros of man(7): man/ivy.1, whole. */
export function manPage(verbs: readonly VerbReference[]): string {
  const everywhere = verbs[0]!.groups.find(({ heading }) => heading === EVERY_COMMAND)!;
  const exits = Object.values(EXIT_CODES);
  return [
    '.\\" Made from what the commands say of themselves.',
    '.TH IVY 1 "" "ivy" "User Commands"',
    // Flags and lines are there to be copied: not hyphenated, not stretched.
    ".nh",
    ".ad l",
    ".SH NAME",
    "ivy \\- test trading strategies from the shell",
    ".SH SYNOPSIS",
    ".B ivy",
    ".I COMMAND",
    "[\\fIFLAGS\\fR]",
    ".br",
    ".B ivy",
    ".I COMMAND",
    ".B \\-\\-help",
    ".SH DESCRIPTION",
    "A quant toolkit for the command line: tests trading strategies over past prices, on your own machine, with no",
    "account and no server.",
    "Start here:",
    ".PP",
    ".RS",
    roff("ivy backtest --strategy pairs --tickers KO,PEP"),
    ".RE",
    ".SH COMMANDS",
    ...verbs.flatMap(section),
    ".SH FLAGS OF EVERY COMMAND",
    ...everywhere.flags.flatMap(flagLines),
    ".SH EXIT STATUS",
    ...exits.flatMap(({ code, meaning }) => [".TP", `.B ${code}`, roff(meaning)]),
    ".SH ENVIRONMENT",
    ".TP",
    ".B NO_COLOR",
    "No colour, whatever its value, unless it is empty.",
    ".TP",
    ".B IVY_COLUMNS",
    "Columns to write for, also where the output is no terminal.",
    ".SH FILES",
    ".TP",
    ".I data/",
    "Prices of the working folder, one file per ticker: NAME.csv or NAME.csv.gz.",
    ".TP",
    ".I strategies/",
    "Strategies of the working folder, one TypeScript file each.",
    ".TP",
    ".I reports/",
    "What runs leave behind.",
    "",
  ].join("\n");
}

function section({ name, summary, about, usage, words, groups, examples }: VerbReference): string[] {
  return [
    `.SS ivy ${roff(name)}`,
    roff(`${summary[0]!.toUpperCase()}${summary.slice(1)}.`),
    ...(about === null ? [] : [roff(about)]),
    ".PP",
    `\\fB${roff(usage)}\\fR`,
    ...words.flatMap((word) => [".TP", `.I ${roff(shownWord(word))}`, roff(word.description)]),
    ...groups
      .filter(({ heading }) => heading !== EVERY_COMMAND)
      .flatMap(({ heading, flags }) => [".PP", `${roff(heading)}:`, ...flags.flatMap(flagLines)]),
    ".PP",
    examples.length === 1 ? "Example:" : "Examples:",
    ...examples.flatMap(({ line, says }) => [
      ".PP",
      ".RS",
      ".nf",
      ...(says === null ? [] : [roff(`# ${says}`)]),
      roff(line),
      ".fi",
      ".RE",
    ]),
  ];
}

function flagLines(flag: FlagReference): string[] {
  const [name, ...value] = shownFlag(flag).split(" ");
  const shown = value.length === 0 ? "" : ` \\fI${roff(value.join(" "))}\\fR`;
  return [".TP", `\\fB${roff(name!)}\\fR${shown}`, roff(flag.description)];
}

/** Text that roff prints as it stands: hyphens that can be copied, no line that looks like a request. */
function roff(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("…", "\\&.\\|.\\|.")
    .replaceAll("~", "\\(ti")
    .replaceAll("^", "\\(ha")
    .replaceAll("`", "\\(ga")
    .replace(/^([.'])/, "\\&$1")
    .replaceAll("'", "\\(aq");
}
