import type { Command } from "../command.ts";
import { styleOf } from "../runs-flags.ts";

export const dataList: Command = {
  about:
    "In the order in which a run looks for its tickers: data/ of this folder, your catalog, the sample. What is broken is named.",
  words: [{ name: "TICKER", description: "only these", required: false, many: true, completes: "tickers" }],
  examples: [
    { line: "ivy data list", says: "all prices that a run would find" },
    { line: "ivy data list KO --json", says: "where there are prices of one ticker, for a script" },
  ],
  readOn: ["docs/catalog.md"],
  declare: () => {},
  run: async (flags, terminal, words) => {
    const { listData } = await import("#app/data-list");
    const { progressFor } = await import("../progress.ts");
    const { projectFolder, packageFolder } = terminal;
    const progress = progressFor(flags, terminal);
    const tickers = words.flatMap((word) => word.split(",")).filter((word) => word !== "");
    const listing = await listData({ tickers, projectFolder, packageFolder, progress }).finally(progress.end);
    if (flags.json === true) terminal.writeOut(listing.json);
    else if (flags.quiet !== true) {
      const { dataListScreen } = await import("../screens/data-list.ts");
      terminal.writeOut(dataListScreen(listing.document, tickers, styleOf(flags, terminal)));
    }
    return 0;
  },
};
