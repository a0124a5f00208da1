import { describe, expect, it } from "vitest";
import { ConfigError, DataError, type ErrorParts, StrategyError, UsageError } from "#base/errors";
import { atOrigin } from "./at-origin.ts";
import type { GivenSettings, SettingKey } from "./given-settings.ts";
import type { Given, Place } from "./origin.ts";

const place = (line: number, column: number): Place => ({ file: "run.yaml", line, column, span: 2, excerpt: "text" });

function fromFile(value: string | readonly string[], more: { environment?: string[]; written?: string } = {}): Given {
  const items = typeof value === "string" ? [] : value.map((text, i) => ({ text, place: place(2, 10 + i) }));
  const { environment = [], written = String(value) } = more;
  return { value, origin: { kind: "file", place: place(2, 9), keyPlace: place(2, 1), written, environment, items } };
}

function given(settings: Partial<Record<SettingKey, Given>>, params: Record<string, Given> = {}): GivenSettings {
  return {
    settings: new Map(Object.entries(settings) as [SettingKey, Given][]),
    params: new Map(Object.entries(params)),
    reading: new Map(),
    trading: new Map(),
  };
}

const wrongFlag = (flag: string, parts: Partial<ErrorParts> = {}) =>
  new UsageError({
    code: "wrong",
    message: `${flag} is wrong.`,
    where: { flag, received: "x" },
    help: "Mend it.",
    ...parts,
  });

describe("atOrigin", () => {
  it("makes a wrong flag of a file's value a mistake in the file", () => {
    const error = atOrigin(wrongFlag("--cash"), given({ cash: fromFile("x") }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({
      message: "run.yaml:2:9  cash is wrong",
      where: { file: "run.yaml", line: 2, key: "cash" },
    });
  });

  it("leaves an error of a flag, and one that has a place already, as it is", () => {
    const flag: Given = { value: "x", origin: { kind: "flag", flag: "--cash" } };
    const error = wrongFlag("--cash");
    expect(atOrigin(error, given({ cash: flag }))).toBe(error);
    expect(atOrigin(error, given({}))).toBe(error);
    const placed = wrongFlag("--cash", { where: { file: "prices.csv", line: 3, flag: "--cash" } });
    expect(atOrigin(placed, given({ cash: fromFile("x") }))).toBe(placed);
    const bug = new TypeError("x");
    expect(atOrigin(bug, given({}))).toBe(bug);
  });

  it("keeps the family, and so the exit code, of missing prices and broken strategies", () => {
    const parts = {
      code: "c",
      message: "No prices for PEPP.",
      where: { flag: "--tickers" },
      help: "Did you mean PEP? Type: --tickers KO,PEP",
    };
    const tickers = given({ tickers: fromFile(["KO", "PEPP"]) });
    const error = atOrigin(new DataError(parts), tickers);
    expect(error).toBeInstanceOf(DataError);
    expect(error).toMatchObject({ help: 'did you mean "PEP"?', where: { column: 11 } });
    expect(atOrigin(new StrategyError(parts), tickers)).toBeInstanceOf(StrategyError);
  });

  it("points at the second of two equal names", () => {
    const error = wrongFlag("--tickers", {
      message: "--tickers names KO twice.",
      where: { flag: "--tickers", received: "KO" },
    });
    expect(atOrigin(error, given({ tickers: fromFile(["KO", "PEP", "KO"]) }))).toMatchObject({ where: { column: 12 } });
  });

  it("puts the near miss first and says flags as keys", () => {
    const help = "Looked here.\nDid you mean: --strategy pairs\nSay: --set fast=20 or choose --from.";
    const error = atOrigin(wrongFlag("--strategy", { help }), given({ strategy: fromFile("pair") }));
    expect(error).toMatchObject({
      help: 'did you mean "pairs"?\nLooked here.\nSay: params: { fast: 20 } or choose "from".',
    });
  });

  it("points at the key of a parameter that does not exist, at the value of one that is wrong", () => {
    const params = given({}, { "sma-cross.fst": fromFile("5") });
    const error = (code: string) => new ConfigError({ code, message: "m", where: { key: "fst" }, help: "h" });
    expect(atOrigin(error("unknown-parameter"), params)).toMatchObject({ where: { column: 1 } });
    expect(atOrigin(error("parameter-value"), params)).toMatchObject({ where: { column: 9 } });
  });

  it("says which line named a file that cannot be read", () => {
    const error = new DataError({ code: "no-such-file", message: "m", where: { file: "p.csv" }, help: "Check." });
    expect(atOrigin(error, given({ data: fromFile("p.csv") }))).toMatchObject({
      help: expect.stringContaining("run.yaml:2 names it") as string,
      where: { file: "p.csv" },
    });
  });

  it("shows a variable as it is written", () => {
    const secret = fromFile("hunter2", { environment: ["SECRET"], written: "$SECRET" });
    const parts = {
      message: "--benchmark hunter2 is not there.",
      where: { flag: "--benchmark", received: "hunter2" },
      help: "hunter2",
    };
    const { message, where, help } = atOrigin(
      wrongFlag("--benchmark", parts),
      given({ benchmark: secret }),
    ) as ConfigError;
    expect([message, where.received, help]).toEqual([
      "run.yaml:2:9  benchmark $SECRET is not there",
      "$SECRET",
      "$SECRET",
    ]);
  });
});
