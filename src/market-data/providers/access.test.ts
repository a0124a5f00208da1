import { describe, expect, it } from "vitest";
import { IvyError } from "#base/errors";
import { accessTo, withoutKeys } from "./access.ts";
import { tiingo } from "./tiingo.ts";
import { yahoo } from "./yahoo.ts";

function refusalOf(environment: Readonly<Record<string, string>>): IvyError {
  try {
    accessTo(tiingo, environment);
  } catch (error) {
    if (error instanceof IvyError) return error;
  }
  throw new Error("it was accepted");
}

describe("a key", () => {
  it("that is missing is named, with where to put it", () => {
    const error = refusalOf({ TIINGO_API_KEY: "  " });
    expect([error.code, error.exitCode]).toEqual(["missing-key", 30]);
    expect(error.help).toContain("export TIINGO_API_KEY=…");
  });

  it("that cannot be one is refused without being shown", () => {
    const error = refusalOf({ TIINGO_API_KEY: "se cret" });
    expect([error.code, error.exitCode]).toEqual(["bad-key", 30]);
    expect(JSON.stringify([error.message, error.where, error.help])).not.toContain("cret");
  });

  it("loses the line break that copying adds", () => {
    expect(accessTo(tiingo, { TIINGO_API_KEY: "secret\n" }).keys.get("TIINGO_API_KEY")).toBe("secret");
  });

  it("is taken out of any text", () => {
    const access = accessTo(tiingo, { TIINGO_API_KEY: "a+b/c" });
    expect(withoutKeys("Token a+b/c, ?k=a%2Bb%2Fc", access)).toBe("Token ***, ?k=***");
  });
});

describe("an address", () => {
  it("may be another, without the slash at its end", () => {
    expect(accessTo(yahoo, { IVY_YAHOO_URL: "https://proxy.example/y/" }).base).toBe("https://proxy.example/y");
    expect(accessTo(yahoo, {}).base).toBe("https://query1.finance.yahoo.com");
  });

  it.each(["localhost:1", "ftp://x", "https://user:pass@host", "https://host?key=1", "nonsense"])(
    "%s is refused, and not shown",
    (url) => {
      const error = refusalOf({ TIINGO_API_KEY: "k", IVY_TIINGO_URL: url });
      expect([error.code, error.exitCode]).toEqual(["bad-provider-url", 3]);
      expect(error.message).not.toContain("pass");
    },
  );

  it("gets keys over the network encrypted alone", () => {
    const error = refusalOf({ TIINGO_API_KEY: "k", IVY_TIINGO_URL: "http://example.com" });
    expect(error.code).toBe("keys-in-the-open");
    expect(accessTo(tiingo, { TIINGO_API_KEY: "k", IVY_TIINGO_URL: "http://127.0.0.1:8080" }).base).toBe(
      "http://127.0.0.1:8080",
    );
  });
});
