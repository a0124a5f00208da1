import { UsageError } from "#base/errors";
import type { Command } from "../command.ts";
import { DATA_FLAGS } from "../data-flags.ts";
import { declareFlags } from "../flag.ts";
import { styleOf } from "../runs-flags.ts";

export const dataImport: Command = {
  about:
    "Reads files as a run would, and keeps their prices in your catalog, where every folder's runs find them by their ticker.",
  words: [
    {
      name: "PATH",
      description: "a file or folder of prices; may be several",
      required: true,
      many: true,
      completes: "files",
    },
  ],
  examples: [
    { line: "ivy data import prices/SPY.csv", says: "one file: its ticker is SPY" },
    { line: "ivy data import prices --source my-broker", says: "a folder, one file per ticker" },
    { line: "ivy data import prices/SPY.csv --as SP500", says: "under another name" },
  ],
  readOn: ["docs/catalog.md", "docs/own-data.md"],
  declare: (parser) =>
    declareFlags(parser, [
      {
        heading: "How it is kept",
        flags: [
          {
            flags: "--as <NAME>",
            description: "the ticker of what is imported",
            unlessGiven: "its own",
            example: "SP500",
          },
          {
            flags: "--source <NAME>",
            description: "what the catalog calls their source",
            unlessGiven: "import",
            example: "my-broker",
          },
        ],
      },
      {
        heading: "How it is read",
        flags: DATA_FLAGS.flags.filter(({ flags }) => /^--(from|to|adjusted|read)\b/.test(flags)),
      },
    ]),
  run: async (flags, terminal, words) => {
    const as = typeof flags.as === "string" ? flags.as.trim() : null;
    if (as === "") {
      const help = "Give it a name, or leave it out: --as SP500";
      throw new UsageError({ code: "missing-flag", message: "--as is empty.", where: { flag: "--as" }, help });
    }
    const { importData } = await import("#app/data-import");
    const { progressFor } = await import("../progress.ts");
    const { projectFolder, packageFolder } = terminal;
    const progress = progressFor(flags, terminal);
    const { dataRequest } = await import("../data-request.ts");
    const outcome = await importData({
      paths: words,
      as,
      source: typeof flags.source === "string" ? flags.source : "import",
      reading: dataRequest(flags),
      projectFolder,
      packageFolder,
      progress,
    }).finally(progress.end);
    if (flags.json === true) terminal.writeOut(outcome.json);
    else if (flags.quiet !== true || outcome.exitCode !== 0) {
      const { importScreen } = await import("../screens/data-import.ts");
      terminal.writeOut(importScreen(outcome.document, styleOf(flags, terminal)));
    }
    return outcome.exitCode;
  },
};
