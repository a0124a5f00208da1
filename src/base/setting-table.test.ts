import { describe, expect, test } from "vitest";
import { IvyError } from "./errors.ts";
import { allowedWords, numberOf, readTable, type SettingTable } from "./setting-table.ts";

const TABLE: SettingTable = {
  triggerOn: { kind: "word", words: ["range", "close"], says: "what a stop is held against" },
  leverage: { kind: "number", min: 1, says: "how much may be held" },
  participation: { kind: "number", min: 0, max: 1, named: { none: null }, says: "the share of volume", example: 0.1 },
  extraWarmup: { kind: "number", min: 0, integer: true, says: "bars" },
  accumulate: { kind: "flag", says: "whether an entry adds" },
};

function read(...pairs: readonly [string, string][]) {
  return readTable("--fills", TABLE, new Map(pairs));
}

function failure(...pairs: readonly [string, string][]): IvyError {
  try {
    read(...pairs);
  } catch (error) {
    if (error instanceof IvyError) return error;
  }
  throw new Error("it was read");
}

describe("a table of settings", () => {
  test("reads words in any case, numbers, percentages, named values and flags", () => {
    expect(
      read(
        ["triggerOn", "Close"],
        ["leverage", "2"],
        ["participation", "2.5 %"],
        ["accumulate", "true"],
        ["extraWarmup", "1_000"],
      ),
    ).toEqual({ triggerOn: "close", leverage: 2, participation: 0.025, accumulate: true, extraWarmup: 1000 });
    expect(read(["participation", "none"])).toEqual({ participation: null });
  });

  test("names the key that was meant", () => {
    const error = failure(["triggeron", "close"]);
    expect(error.code).toBe("unknown-setting");
    expect(error.help).toBe("Did you mean: --fills triggerOn=close");
    expect(error.where).toMatchObject({ flag: "--fills", key: "triggeron" });
  });

  test.each(["constructor", "toString", "__proto__", ""])("knows no key that every object has: %j", (key) => {
    expect(failure([key, "1"]).code).toBe("unknown-setting");
  });

  test("says what a value must be", () => {
    expect(failure(["triggerOn", "clsoe"]).help).toBe(
      "It must be range or close.\nDid you mean: --fills triggerOn=close",
    );
    expect(failure(["leverage", "0.5"]).help).toContain("a number, 1 or more");
    expect(failure(["participation", "1.5"]).message).toBe(
      "--fills participation=1.5 cannot be: participation says the share of volume.",
    );
    expect(failure(["extraWarmup", "1.5"]).help).toContain("a whole number, 0 or more");
    expect(failure(["accumulate", "yes"]).where.expected).toBe("true or false");
    for (const text of ["NaN", "Infinity", "", "1e999", "0x10"])
      expect(failure(["leverage", text]).code).toBe("bad-setting");
  });

  test("tells what each key takes", () => {
    expect(allowedWords(TABLE.participation!)).toBe("none or a number from 0 to 1");
    expect(numberOf("20%")).toBe(0.2);
    expect(numberOf("20%%")).toBeNaN();
  });
});
