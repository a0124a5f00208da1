import type { Command } from "../command.ts";
import { DATA_FLAGS } from "../data-flags.ts";
import { declareFlags } from "../flag.ts";
import { styleOf } from "../runs-flags.ts";
import { tellFor } from "../tell.ts";

export const dataValidate: Command = {
  about:
    "Finds all that is broken or odd in prices: rows that no run takes, sessions that are missing, wrong prices, splits, and more. The exit code is 4 where something would stop a run, 1 with --strict where something warns, else 0. Nothing is changed.",
  words: [
    {
      name: "PATH|TICKER",
      description: "files, folders, globs or tickers; none: all prices of this folder, or the sample",
      required: false,
      many: true,
      completes: "files",
    },
  ],
  examples: [
    { line: "ivy data validate prices", says: "every file of a folder" },
    { line: "ivy data validate KO PEP", says: "two tickers, where a run finds them" },
    {
      line: "ivy data validate prices --read calendar=NYSE --strict",
      says: "held against an exchange's sessions; exit 1 when something warns",
    },
    { line: "ivy data validate prices --json", says: "every place, with date, file and line, for a script" },
  ],
  readOn: ["docs/data-quality.md", "docs/own-data.md"],
  declare: (parser) =>
    declareFlags(parser, [
      DATA_FLAGS,
      { heading: "What comes out", flags: [{ flags: "--strict", description: "exit 1 when something warns" }] },
    ]),
  run: async (flags, terminal, words) => {
    const { dataRequest } = await import("../data-request.ts");
    const request = dataRequest(flags, words);
    const { validateData } = await import("#app/validate-data");
    const { progressFor } = await import("../progress.ts");
    const { projectFolder, packageFolder } = terminal;
    const progress = progressFor(flags, terminal);
    const strict = flags.strict === true;
    const { document, exitCode } = await validateData(request, strict, {
      projectFolder,
      packageFolder,
      progress,
      tell: tellFor(flags, terminal),
    }).finally(progress.end);
    if (flags.json === true) {
      const { documentJson } = await import("#results/documents/document-json");
      terminal.writeOut(documentJson(document));
    } else if (flags.quiet !== true) {
      const { validationScreen } = await import("../screens/data-validate.ts");
      terminal.writeOut(validationScreen(document, styleOf(flags, terminal)));
    }
    return exitCode;
  },
};
