import type { CheckedRunFile } from "#app/check-run-files";
import { EXIT_CODES } from "#base/exit-codes";
import type { ConfigCheckDocument } from "#results/documents/config-check";
import type { Command } from "../command.ts";

export const configCheck: Command = {
  about:
    "Says of each file whether it is fine, or every mistake in it at once. Keys, values, included files, strategies and their parameters are checked; prices are not read. The exit code is 3 when a file is wrong.",
  words: [{ name: "FILE", description: "a run file; may be several", required: true, many: true, completes: "files" }],
  examples: [
    { line: "ivy config check ivy.yaml", says: "fine, or every mistake with its line" },
    { line: "ivy config check runs/ko.yaml runs/pep.yaml --json", says: "several, for a script" },
  ],
  readOn: ["docs/run-files.md"],
  declare: () => {},
  run: async (flags, terminal, words) => {
    const { checkRunFiles } = await import("#app/check-run-files");
    const { projectFolder, packageFolder } = terminal;
    const checked = await checkRunFiles(words, { projectFolder, packageFolder, environment: process.env });
    const isWrong = checked.some(({ mistakes }) => mistakes.length > 0);
    if (flags.json === true) terminal.writeOut(await jsonOf(checked));
    else if (flags.quiet !== true || isWrong) terminal.writeOut(await screenOf(checked, flags.quiet === true));
    return isWrong ? EXIT_CODES.config.code : EXIT_CODES.done.code;
  },
};

/** What a terminal of 80 columns leaves beside the indent. */
const WIDTH = 76;

async function screenOf(checked: readonly CheckedRunFile[], onlyWrong: boolean): Promise<string> {
  const { errorLines } = await import("../print-error.ts");
  const { wrap } = await import("../screens/wrap.ts");
  // The line of the file and its mark stay as they are.
  const fitted = (text: string) => (/^\d* *\| /.test(text) ? [text] : wrap(text, WIDTH));
  const blocks = checked.flatMap(({ file, mistakes }) => {
    if (mistakes.length === 0) return onlyWrong ? [] : [`${file}  fine`];
    return mistakes.map((mistake) => errorLines(mistake).flatMap(fitted).join("\n    "));
  });
  const count = checked.reduce((sum, { mistakes }) => sum + mistakes.length, 0);
  const total = count > 1 ? `\n\n${count} mistakes` : "";
  return `${blocks.join("\n")}${total}\n`;
}

async function jsonOf(checked: readonly CheckedRunFile[]): Promise<string> {
  const { errorDocument } = await import("#results/documents/error-of");
  const files = checked.map(({ file, mistakes }) => ({
    file,
    fine: mistakes.length === 0,
    mistakes: mistakes.map(errorDocument),
  }));
  const document: ConfigCheckDocument = { schema: "ivy.config-check/1", files };
  return `${JSON.stringify(document, null, 2)}\n`;
}
