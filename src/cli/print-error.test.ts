import { describe, expect, it } from "vitest";
import { ConfigError, type Where } from "#base/errors";
import { errorText } from "./print-error.ts";

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
