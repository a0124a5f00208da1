import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSteps } from "./doc-page.ts";
import { bash, ROOT } from "./ivy-process.ts";
import { providerServer } from "./provider-process.ts";

/** The pages for users. The examples of docs/cli.md are those of the help, and run with it. */
const PAGES = [
  "README.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md") && name !== "cli.md")
    .map((name) => `docs/${name}`),
];

/** Prices that the pages speak of as the reader's own: 700 weekdays from 2018 of three tickers. */
function prices(phase: number): string {
  const rows = ["Date,Open,High,Low,Close,Volume"];
  for (let day = Date.UTC(2018, 0, 1), i = 0; i < 700; day += 86_400_000) {
    const date = new Date(day);
    if (date.getUTCDay() % 6 === 0) continue;
    const price = 60 + 8 * Math.sin(i / 40 + phase) + 2 * Math.sin(i / 7) + i / 60;
    const text = [price, price + 0.5, price - 0.5, price + 0.1].map((value) => value.toFixed(2)).join(",");
    rows.push(`${date.toISOString().slice(0, 10)},${text},100000`);
    i++;
  }
  return `${rows.join("\n")}\n`;
}

// Pages that pull prices pull them from a server on this machine.
let servers: Awaited<ReturnType<typeof providerServer>>;
beforeAll(async () => {
  servers = await providerServer(ROOT);
  Object.assign(process.env, servers.env);
});
afterAll(() => servers.stop());

describe.each(PAGES)("%s", (page) => {
  const steps = readSteps(readFileSync(join(ROOT, page), "utf8"));
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "ivy-docs-"));
    mkdirSync(join(folder, "prices"));
    ["KO", "PEP", "SPY"].forEach((ticker, k) => {
      writeFileSync(join(folder, `prices/${ticker}.csv`), prices(k));
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  // One after the other, in the order of the page: a file that it shows serves the lines below it.
  it.each(steps.map((step) => [step.kind === "file" ? `file ${step.path}` : step.command, step] as const))(
    "%s",
    (_, step) => {
      if (step.kind === "file") {
        mkdirSync(dirname(join(folder, step.path)), { recursive: true });
        writeFileSync(join(folder, step.path), step.content);
        expect(step.content.length).toBeGreaterThan(20);
        return;
      }
      const line = `export HOME='${folder}'; ivy() { $IVY "$@"; }; ${step.command}`;
      const { status, stdout, stderr } = bash(line, folder);
      expect({ status, stderr: step.exit === 0 ? stderr : "", stdout }).toEqual({
        status: step.exit,
        stderr: "",
        stdout: expect.any(String),
      });
    },
  );

  it("is read: its lines are found", () => {
    const shown = readFileSync(join(ROOT, page), "utf8").match(/^(?: {4}|\$ )ivy [a-z]+ .*$/gm) ?? [];
    const typed = steps.filter((step) => step.kind === "command");
    if (shown.length > 0) expect(typed.length).toBeGreaterThan(0);
  });
});
