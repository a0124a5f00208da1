import type { DoctorReport } from "#app/doctor";
import type { Check } from "#app/doctor/check";
import type { Command } from "../command.ts";
import { cellsOf } from "../screens/cells.ts";
import { wrap } from "../screens/wrap.ts";
import type { Terminal } from "../terminal.ts";

export const doctor: Command = {
  about:
    "Looks at Node, memory, the sample, the prices and the rights in this folder, and says what to do. The exit code is 0 unless a problem would stop a backtest. Keys are named, never printed.",
  examples: [
    { line: "ivy doctor", says: "what ivy finds here" },
    { line: "ivy doctor --json", says: "the same for a script, or to attach to a report" },
  ],
  readOn: ["docs/exit-codes.md"],
  declare: () => {},
  run: async (flags, terminal) => {
    const { examine } = await import("#app/doctor");
    const { projectFolder, packageFolder, outIsTerminal, width } = terminal;
    const report = await examine({
      projectFolder,
      packageFolder,
      env: process.env,
      terminal: { isTerminal: outIsTerminal, width },
    });
    const isStopped = report.checks.some(({ status }) => status === "problem");
    if (flags.json === true) terminal.writeOut(`${JSON.stringify(report)}\n`);
    else if (flags.quiet !== true || isStopped) terminal.writeOut(screen(report, terminal, flags.color !== false));
    return isStopped ? 1 : 0;
  },
};

const [NARROWEST, PIPE_WIDTH] = [40, 80];
/** The longest word of a status, and the space behind it. */
const STATUS = "problem  ".length;

function screen({ ivy, folder, checks }: DoctorReport, terminal: Terminal, wantsColor: boolean): string {
  const width = Math.max(NARROWEST, terminal.width || PIPE_WIDTH);
  const hasColor = wantsColor && terminal.outIsTerminal && !terminal.colorRefused;
  const titles = Math.max(...checks.map(({ title }) => cellsOf(title)));
  const problems = checks.filter(({ status }) => status === "problem").length;
  return [
    `ivy ${ivy} in ${folder}`,
    "The pages begin with docs/README.md there.",
    "",
    ...checks.flatMap((check) => lines(check, titles, width, hasColor)),
    "",
    problems === 0
      ? "Nothing stops a backtest."
      : `${problems} ${problems === 1 ? "problem stops" : "problems stop"} backtests.`,
    "",
  ].join("\n");
}

function lines({ status, title, says, help }: Check, titles: number, width: number, hasColor: boolean): string[] {
  const indent = STATUS + titles + 2;
  const text = [says, ...(help === undefined ? [] : [help])].flatMap((part) => wrap(part, width - indent));
  const mark = status === "problem" && hasColor ? `\u001b[1;31m${status}\u001b[0m` : status;
  const before = mark + " ".repeat(STATUS - status.length) + title.padEnd(titles + 2);
  return text.map((line, index) => (index === 0 ? before : " ".repeat(indent)) + line);
}
