import type { Command } from "../command.ts";
import { declareFlags } from "../flag.ts";

const DEFAULT_FILE = "ivy.yaml";

export const configInit: Command = {
  about: `Writes a commented run file that runs as it is on the sample. Without FILE it is called ${DEFAULT_FILE}.`,
  words: [{ name: "FILE", description: "where to write it", required: false, completes: "files" }],
  examples: [
    { line: "ivy config init", says: `writes ${DEFAULT_FILE} here` },
    { line: "ivy config init runs/ko.yaml", says: "writes it elsewhere; the folder is made" },
  ],
  readOn: ["docs/run-files.md"],
  declare: (parser) =>
    declareFlags(parser, [
      {
        heading: "What is written",
        flags: [{ flags: "--force", description: "replace a file that is there already" }],
      },
    ]),
  run: async (flags, terminal, [file = DEFAULT_FILE]) => {
    const { initRunFile } = await import("#app/init-run-file");
    const written = await initRunFile({ file, force: flags.force === true, projectFolder: terminal.projectFolder });
    if (flags.json === true) terminal.writeOut(`${JSON.stringify(written)}\n`);
    else if (flags.quiet !== true) {
      terminal.writeOut(`wrote ${written.file}\n\nRun it:  ivy backtest --config ${written.file}\n`);
    }
    return 0;
  },
};
