import { describe, expect, test } from "vitest";
import { ConfigError, DataError, InternalError, IoError, IvyError, StrategyError, UsageError } from "./errors.ts";

describe("an error that a person may see", () => {
  test.each([
    [UsageError, "UsageError", 2],
    [ConfigError, "ConfigError", 3],
    [DataError, "DataError", 4],
    [StrategyError, "StrategyError", 5],
    [IoError, "IoError", 74],
    [InternalError, "InternalError", 70],
  ])("knows what it is and how the process ends", (kind, name, exitCode) => {
    const error = new kind({ code: "a-code", message: "It failed.", help: "Mend it." });
    expect(error).toBeInstanceOf(IvyError);
    expect(error).toBeInstanceOf(Error);
    expect([error.name, error.exitCode, error.code, error.message, error.help]).toEqual([
      name,
      exitCode,
      "a-code",
      "It failed.",
      "Mend it.",
    ]);
    expect(error.where).toEqual({});
    expect("cause" in error).toBe(false);
  });

  test("keeps its cause and its place", () => {
    const cause = new Error("first");
    const error = new DataError({ code: "c", message: "m", help: "h", cause, where: { file: "a.csv", line: 3 } });
    expect(error.cause).toBe(cause);
    expect(error.where).toEqual({ file: "a.csv", line: 3 });
  });
});
