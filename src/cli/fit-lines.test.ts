import { describe, expect, it } from "vitest";
import { fitLines } from "./fit-lines.ts";

describe("a line of a file that is wider than the terminal", () => {
  const source = (text: string) => [`7 | ${text}`, `  | ${" ".repeat(text.indexOf("HERE"))}^^^^`];

  it("is cut behind its mark where the mark stands near the beginning", () => {
    expect(fitLines(source("if (HERE) aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), 24)).toEqual([
      "7 | if (HERE) aaaaaaaaa…",
      "  |     ^^^^",
    ]);
  });

  it("is cut on both sides of a mark in its middle, which stays under its word", () => {
    const [line, mark] = fitLines(source(`${"a".repeat(30)}HERE${"b".repeat(30)}`), 24);
    expect(line).toBe("7 | …aaaaaaaaaHEREbbbbb…");
    expect(mark).toBe("  |           ^^^^");
    expect(line!.indexOf("HERE")).toBe(mark!.indexOf("^"));
  });

  it("is cut before a mark at its end", () => {
    const [line, mark] = fitLines(source(`${"a".repeat(60)}HERE`), 24);
    expect(line).toBe("7 | …aaaaaaaaaaaaaaaHERE");
    expect(line!.indexOf("HERE")).toBe(mark!.indexOf("^"));
  });

  it("stays whole where it fits, and what is said beside its mark always", () => {
    const pair = ["4 | tickrs: KO", '  | ^^^^^^  did you mean "tickers"?'];
    expect(fitLines(pair, 24)).toEqual(pair);
  });
});

it("breaks a message that begins with the name of a command, and no command below it", () => {
  const command = "For example: ivy backtest --strategy pairs --tickers KO,PEP";
  expect(fitLines(["ivy runs show needs RUN: its hash or its id.", command], 30)).toEqual([
    "ivy runs show needs RUN: its",
    "hash or its id.",
    command,
  ]);
});
