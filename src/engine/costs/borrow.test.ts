import { describe, expect, test } from "vitest";
import { ConfigError } from "#base/errors";
import { parseBorrowRates } from "./borrow.ts";

describe("borrow rates of single symbols", () => {
  test("are fractions or percent a year", () => {
    expect([...parseBorrowRates("GME=0.25, AMC=40%,BRK.B=.003")]).toEqual([
      ["GME", 0.25],
      ["AMC", 0.4],
      ["BRK.B", 0.003],
    ]);
    expect(parseBorrowRates(" ").size).toBe(0);
  });

  test.each(["GME", "GME=", "GME=-1", "=0.2", "GME=0.2,", "GME=0.2 AMC=0.3", "GME=0.2,GME=0.3"])(
    'cannot be "%s"',
    (text) => {
      expect(() => parseBorrowRates(text)).toThrow(ConfigError);
    },
  );
});
