// biome-ignore-all lint/suspicious/noTemplateCurlyInString: so are variables written in a run file
import { describe, expect, it } from "vitest";
import { fillVariables } from "./environment.ts";

const ENVIRONMENT = { PRICES: "data/my prices", EMPTY: "", n1: "lower" };

describe("fillVariables", () => {
  it.each<[string, string, string[]]>([
    ["plain", "plain", []],
    ["$PRICES", "$PRICES", []],
    ["${PRICES}", "data/my prices", ["PRICES"]],
    ["a/${PRICES}/b/${n1}", "a/data/my prices/b/lower", ["PRICES", "n1"]],
    ["${NOT_THERE:-b}", "b", []],
    ["${NOT_THERE:-}", "", []],
    ["${EMPTY:-b}", "b", []],
    ["${PRICES:-b}", "data/my prices", ["PRICES"]],
    ["$${PRICES}", "${PRICES}", []],
  ])("reads %s as %s", (text, filled, names) => {
    expect(fillVariables(text, ENVIRONMENT)).toEqual({ text: filled, names });
  });

  it("does not fill what a variable holds", () => {
    expect(fillVariables("${A}", { A: "${B}", B: "b" })).toEqual({ text: "${B}", names: ["A"] });
  });

  it("says where a variable stands that is not set, or set to nothing", () => {
    expect(fillVariables("ab/${NOPE}", ENVIRONMENT)).toMatchObject({
      at: 3,
      length: 7,
      message: expect.stringMatching(/NOPE is not set/),
    });
    expect(fillVariables("${EMPTY}", ENVIRONMENT)).toMatchObject({ message: expect.stringMatching(/EMPTY is empty/) });
  });

  it("suggests the variable of other case, never its value", () => {
    expect(fillVariables("${prices}", ENVIRONMENT)).toMatchObject({ help: 'did you mean "PRICES"?' });
  });

  it.each(["${}", "${a b}", "${1A}", "${A-b}", "x ${A"])("refuses %s", (text) => {
    expect(fillVariables(text, { A: "a" })).toMatchObject({ message: expect.stringMatching(/is not a variable/) });
  });
});
