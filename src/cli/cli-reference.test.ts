import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { allVerbs } from "./all-verbs.ts";
import { cliReference } from "./cli-reference.ts";
import { COMMANDS } from "./command-map.ts";
import { manPage } from "./man-page.ts";

const verbs = await allVerbs();

it("docs/cli.md is what the commands say of themselves (vitest -u writes it anew)", async () => {
  const text = cliReference(verbs);
  for (const name of COMMANDS.keys()) expect(text).toContain(`\n## ivy ${name}\n`);
  await expect(text).toMatchFileSnapshot("../../docs/cli.md");
});

it("man/ivy.1 is what the commands say of themselves (vitest -u writes it anew)", async () => {
  const text = manPage(verbs);
  for (const name of COMMANDS.keys()) expect(text).toContain(`\n.SS ivy ${name.replaceAll("-", "\\-")}\n`);
  await expect(text).toMatchFileSnapshot("../../man/ivy.1");
});

const hasGroff = spawnSync("groff", ["--version"]).error === undefined;

it.skipIf(!hasGroff)("man/ivy.1 is set without a warning, and reads as it should", () => {
  // No colour, and no letter over itself for bold.
  const flags = ["-man", "-ww", "-Tutf8", "-rLL=78n", "-P-c", "-P-b", "-P-u"];
  const { stdout, stderr, status } = spawnSync("groff", flags, { encoding: "utf8", input: manPage(verbs) });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  expect(stdout).toContain("ivy backtest --strategy pairs --tickers KO,PEP");
  expect(stdout).toMatch(/^ +--strategy NAME\|FILE$/m);
});
