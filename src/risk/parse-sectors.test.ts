import { describe, expect, test } from "vitest";
import { DataError } from "#base/errors";
import { parseSectors } from "./parse-sectors.ts";

describe("a file of sectors", () => {
  test("gives each symbol its sector, whatever else it holds and in whichever order", () => {
    const text =
      '\uFEFFname;Sector;SYMBOL\r\nCoca-Cola;"Staples; drinks";KO\r\n\r\nBerkshire;"The ""B"" one";BRK.B\r\n';
    expect(parseSectors(text, "s.csv")).toEqual(
      new Map([
        ["KO", "Staples; drinks"],
        ["BRK.B", 'The "B" one'],
      ]),
    );
  });

  test("may say the same twice", () => {
    expect(parseSectors("symbol,sector\nKO,staples\nKO,staples\n", "s.csv").size).toBe(1);
  });

  test.each([
    ["symbol,industry\nKO,drinks\n", /no column "sector"/, 1],
    ["", /no column "symbol"/, 1],
    ["symbol,sector\nKO\n", /KO has no sector/, 2],
    ["symbol,sector\n,staples\n", /no symbol/, 2],
    ["symbol,sector\nKO,staples\nKO,energy\n", /two sectors: staples and energy/, 3],
  ])("%j is refused where it stands", (text, message, line) => {
    let caught: unknown;
    try {
      parseSectors(text, "s.csv");
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(DataError);
    expect(caught).toMatchObject({ message: expect.stringMatching(message), where: { file: "s.csv", line } });
  });
});
