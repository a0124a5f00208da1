import { expect, test } from "vitest";
import { isMissing } from "./parse-missing.ts";

test("knows what files write where they have no number", () => {
  const missing = ["", "  ", "NaN", "null", "None", "NA", "na", "N/A", "#N/A", "<NA>", "-", "--", ".", " nan "];
  expect(missing.filter((text) => !isMissing(text))).toEqual([]);
});

test("takes nothing else for missing", () => {
  expect(["0", "none?", "1", "n", "nano", "#REF!", "..", "-1", "x"].filter(isMissing)).toEqual([]);
});
