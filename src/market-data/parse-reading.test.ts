import { describe, expect, test } from "vitest";
import { UsageError } from "#base/errors";
import { parseReading, readingEntries, readingOf } from "./parse-reading.ts";

function refusal(...pairs: string[]): UsageError {
  try {
    parseReading(pairs);
  } catch (error) {
    if (error instanceof UsageError) return error;
  }
  throw new Error(`${pairs.join(" ")} was read`);
}

describe("pairs of --read", () => {
  test("are read by their words or marks, whatever the case", () => {
    expect(
      parseReading(["decimal=comma", "delimiter=;", "thousands='", "dates=DMY", "epoch=seconds", "adjust=apart"]),
    ).toEqual({ decimal: ",", delimiter: ";", thousands: "'", dates: "dmy", epoch: "s", adjust: "apart" });
    expect(parseReading(["delimiter=tab"])).toEqual({ delimiter: "\t" });
    expect(parseReading(["delimiter= "])).toEqual({ delimiter: " " });
  });

  test("name columns by header or number, and keep equals signs in them", () => {
    expect(parseReading(["columns.close=Schluss", "columns.adjustedclose=a=b", "columns.time=1"])).toEqual({
      columns: { close: "Schluss", adjustedClose: "a=b", time: "1" },
    });
  });

  test("give the last word on a key", () => {
    expect(parseReading(["dates=mdy", "dates=dmy"])).toEqual({ dates: "dmy" });
  });

  test("take several repairs, each once", () => {
    expect(parseReading(["repair=drop,clip,drop"])).toEqual({ repair: ["drop", "clip"] });
  });

  test.each([
    ["decimal", "bad-read", "is not key=value"],
    ["=x", "bad-read", "is not key=value"],
    ["decimal=", "bad-read", "is not key=value"],
    ["decimla=comma", "unknown-read-key", "--read decimal=comma"],
    ["close=Schluss", "unknown-read-key", "--read columns.close=Schluss"],
    ["columns.clse=x", "unknown-read-key", "--read columns.close=x"],
    ["dates=dyd", "bad-read-value", "ymd, mdy or dmy"],
    ["decimal=coma", "bad-read-value", "--read decimal=comma"],
    ["zone=America/NewYork", "bad-read-value", "America/New_York"],
    ["repair=dorp", "bad-read-value", "--read repair=drop"],
    ["calendar= ", "bad-read-value", "NYSE"],
  ])("%s is refused: %s", (pair, code, words) => {
    const { code: received, message, help } = refusal(pair);
    expect(received).toBe(code);
    expect(`${message}\n${help}`).toContain(words);
  });

  test("come back from the entries of what they say", () => {
    const reading = parseReading([
      "delimiter=tab",
      "zone=Europe/Berlin",
      "repair=drop,clip",
      "columns.close=C",
      "stamp=close",
    ]);
    expect(readingOf(new Map(readingEntries(reading)))).toEqual(reading);
  });
});
