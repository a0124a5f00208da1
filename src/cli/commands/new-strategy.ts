import type { Command } from "../command.ts";
import { declareFlags } from "../flag.ts";

export const newStrategy: Command = {
  about:
    "Writes strategies/NAME.ts, which runs as it is, a test beside it, and what an editor needs to check its types. A file that is there already is never replaced.",
  words: [{ name: "NAME", description: "small letters, digits and hyphens: my-idea", required: true }],
  examples: [
    { line: "ivy new strategy my-idea", says: "a short one to start from" },
    { line: "ivy new strategy my-turtle --from turtle", says: "a copy of one that ships" },
  ],
  readOn: ["docs/strategies.md"],
  declare: (parser) =>
    declareFlags(parser, [
      {
        heading: "What is written",
        flags: [{ flags: "--from <NAME|FILE>", description: "the strategy to copy", completes: "strategies" }],
      },
    ]),
  run: async (flags, terminal, [name]) => {
    const { newStrategy: write } = await import("#app/new-strategy");
    const written = await write({ name: name!, from: typeof flags.from === "string" ? flags.from : null }, terminal);
    if (flags.json === true) terminal.writeOut(`${JSON.stringify({ schema: "ivy.new-strategy/1", ...written })}\n`);
    else if (flags.quiet !== true) {
      const { addToSettings, tryIt } = written;
      const add = `tsconfig.json is left as it is. For types in the editor add to its\ncompilerOptions:\n  ${addToSettings}\n\n`;
      terminal.writeOut(
        `${written.written.map((path) => `wrote ${path}\n`).join("")}\n${addToSettings === null ? "" : add}Try it:   ${tryIt}\nTest it:  node --test strategies/${name}.test.mjs\n`,
      );
    }
    return 0;
  },
};
