import { expect, test } from "vitest";
import { parseSize } from "./parse-size.ts";

test.each([
  ["1000", 1000],
  ["500MB", 500e6],
  [" 2 gb ", 2e9],
  ["1.5G", 1.5e9],
  ["64k", 64_000],
])("reads %j", (text, bytes) => {
  expect(parseSize("IVY_CACHE_LIMIT", text)).toBe(bytes);
});

test.each(["", "0", "-1GB", "much", "2 GBit", "0.0001B"])("refuses %j and names the variable", (text) => {
  expect(() => parseSize("IVY_CACHE_LIMIT", text)).toThrow(
    expect.objectContaining({ code: "bad-size", where: expect.objectContaining({ key: "IVY_CACHE_LIMIT" }) }),
  );
});
