import { describe, expect, it } from "vitest";
import { ConfigError, type Where } from "#base/errors";
import { asIvyError, errorText } from "./print-error.ts";

function text(where: Where, help: string): string[] {
  const error = new ConfigError({ code: "c", message: "run.yaml:4:1  unknown key", where, help });
  return errorText(error, { color: false, debug: false }).split("\n");
}

describe("the mark under a source line", () => {
  const where: Where = { file: "run.yaml", line: 4, column: 1, span: 6, excerpt: "tickrs: [KO, PEP]", key: "tickrs" };

  it("spans the word, with the near miss beside it and the rest of the help below", () => {
    expect(text(where, 'did you mean "tickers"?\nOr nothing.')).toEqual([
      "error  run.yaml:4:1  unknown key",
      "       4 | tickrs: [KO, PEP]",
      '         | ^^^^^^  did you mean "tickers"?',
      "       Or nothing.",
      "",
    ]);
  });

  it("stands under its column, tabs before it kept, and ends where the line ends", () => {
    const lines = text({ ...where, column: 3, span: 99, excerpt: "\ta: b" }, "Mend it.");
    expect(lines.slice(2, 5)).toEqual(["       4 | \ta: b", "         | \t ^^^", "       Mend it."]);
  });

  it("is left out, and the near miss with it below, where no column is known", () => {
    const { column: _column, ...lineOnly } = where;
    expect(text(lineOnly, 'did you mean "tickers"?').slice(-3)).toEqual([
      "       4 | tickrs: [KO, PEP]",
      '       did you mean "tickers"?',
      "",
    ]);
  });
});

describe("on a terminal", () => {
  const at40 = (help: string) => {
    const error = new ConfigError({ code: "c", message: "There are no prices for TSLA in this folder.", help });
    return errorText(error, { color: false, debug: false, width: 40 }).split("\n");
  };

  it("breaks lines between words, under the words of the first", () => {
    expect(at40("Put the prices in data/TSLA.csv, or name a file.")).toEqual([
      "error  There are no prices for TSLA in",
      "       this folder.",
      "       Put the prices in data/TSLA.csv,",
      "       or name a file.",
      "",
    ]);
  });

  it("keeps in one piece what is taken over by the mouse: commands and long paths", () => {
    for (const whole of [
      "Did you mean: ivy backtest --strategy sma-cross --tickers KO",
      "See /a/long/path/that/is/wider/than/the/terminal.csv",
    ])
      expect(at40(whole).at(-2)).toBe(`       ${whole}`);
  });
});

describe("what a person's text may hold", () => {
  const linesOf = (message: string, where: Where = {}) =>
    errorText(new ConfigError({ code: "c", message, where, help: "Mend it." }), { color: false, debug: false });

  it("is shown, not obeyed by the terminal", () => {
    expect(linesOf("No prices for \u001b[31mKO\u0000\u009b2J.")).toBe(
      "error  No prices for \\x1b[31mKO\\x00\\x9b2J.\n       Mend it.\n",
    );
    expect(linesOf("a\tb\nc")).toBe("error  a\tb\n       c\n       Mend it.\n");
  });

  it("is cut where a word does not end", () => {
    expect(linesOf(`No prices for ${"x".repeat(1e6)}.`)).toBe(
      `error  No prices for ${"x".repeat(300)}…\n       Mend it.\n`,
    );
  });

  it("is cut around the mark where a source line does not end", () => {
    const where = { file: "a.ts", line: 1, column: 1001, excerpt: `${"a".repeat(1000)}b${"c".repeat(1000)}` };
    const [, , source, mark] = linesOf("Wrong.", where).split("\n");
    expect(source).toBe(`       1 | …${"a".repeat(80)}b${"c".repeat(79)}…`);
    expect(mark!.indexOf("^")).toBe(source!.indexOf("b"));
  });
});

describe("what the operating system refuses", () => {
  it.each(["EROFS", "ENOENT", "ENAMETOOLONG", "ELOOP"])("%s is no bug of ivy's", (code) => {
    const refused = Object.assign(new Error(`${code}: no`), { code, syscall: "open", path: "/a" });
    expect(asIvyError(refused)).toMatchObject({ exitCode: 74, where: { file: "/a" } });
  });

  it("what Node itself refuses is a bug", () => {
    expect(asIvyError(Object.assign(new Error("no"), { code: "ERR_INVALID_ARG_TYPE" })).exitCode).toBe(70);
  });
});

it("memory that the system does not give is no bug: it is said, and what to ask for", () => {
  let thrown: unknown;
  try {
    // More than any machine has: 8 PB, as the engine itself refuses it.
    new ArrayBuffer(Number.MAX_SAFE_INTEGER);
  } catch (error) {
    thrown = error;
  }
  const error = asIvyError(thrown);
  expect([error.code, error.exit]).toEqual(["out-of-memory", "data"]);
  expect(errorText(error, { color: false, debug: false })).toContain("--sql");
});
