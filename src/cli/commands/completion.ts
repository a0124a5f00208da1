import { UsageError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { Command } from "../command.ts";
import { COMPLETION_SCRIPTS } from "../completion-scripts.ts";

const SHELLS = [...COMPLETION_SCRIPTS.keys()];

export const completion: Command = {
  about:
    "Prints a script for the shell to read. With it, Tab completes commands, flags, values, strategies, tickers of the prices in question, runs and files. No strategy file is run for that.",
  words: [{ name: "SHELL", description: SHELLS.join(", "), required: true, completes: SHELLS }],
  examples: [
    {
      line: "ivy completion bash > ~/.local/share/bash-completion/completions/ivy",
      says: "bash, from the next shell on; for this one: source <(ivy completion bash)",
    },
    { line: "ivy completion zsh > ~/.zfunc/_ivy", says: "zsh, where ~/.zfunc is in fpath before compinit" },
    { line: "ivy completion fish > ~/.config/fish/completions/ivy.fish", says: "fish" },
  ],
  readOn: ["docs/cli.md"],
  declare: () => {},
  run: async (_flags, terminal, [shell]) => {
    const script = COMPLETION_SCRIPTS.get(shell!);
    if (script === undefined) throw unknownShell(shell!);
    terminal.writeOut(script);
    return 0;
  },
};

function unknownShell(shell: string): UsageError {
  const near = nearest(shell, SHELLS);
  return new UsageError({
    code: "unknown-shell",
    message: `ivy has no completion for "${shell}".`,
    where: { received: shell, expected: SHELLS.join(", ") },
    help: near === null ? `There are: ${SHELLS.join(", ")}.` : `Did you mean: ivy completion ${near}`,
  });
}
