import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

it("docs/findings.md names every finding of a run, and none that there is not", () => {
  const here = readdirSync(new URL(".", import.meta.url)).filter((name) => !name.endsWith(".test.ts"));
  const sources = [
    ...here.map((name) => read(name)),
    read("../app/check-strategy.ts"),
    read("../app/backtest-document.ts"),
  ];
  const ids = new Set(sources.flatMap((text) => [...text.matchAll(/\bid: "([a-z-]+)"/g)].map(([, id]) => id!)));
  expect(ids.size).toBeGreaterThan(25);
  const rows = read("../../docs/findings.md")
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  const named = rows.flatMap((row) => [...row.split("|")[1]!.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id!));
  expect([...named].sort()).toEqual([...ids].sort());
});
