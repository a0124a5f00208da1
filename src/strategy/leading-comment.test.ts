import { describe, expect, it } from "vitest";
import { describeParameters } from "./describe-parameters.ts";
import { leadingComment } from "./leading-comment.ts";
import { choice, decimal, flag, integer } from "./parameters.ts";
import { seededRandom } from "./seeded-random.ts";

describe("the comment of a strategy file", () => {
  it("is the one above its default export, paragraphs kept and lines joined", () => {
    const source = [
      "/** About a helper. */\nconst a = 1;",
      "/**\n * One\n * two.\n *\n * Three.\n */",
      "export default defineStrategy({});",
    ];
    expect(leadingComment(source.join("\n"))).toBe("One two.\n\nThree.");
  });

  it("is the first where none stands there, and empty where there is none", () => {
    expect(leadingComment("/** Mine. */\nconst s = 1;\nexport default s;")).toBe("Mine.");
    expect(leadingComment("// not one\nexport default s;")).toBe("");
  });
});

describe("parameters as documents carry them", () => {
  it("have null for what they do not have", () => {
    const facts = describeParameters({
      fast: integer(10, { min: 1, search: [5, 50] }),
      level: decimal(0.5),
      side: choice("long", ["long", "both"]),
      exits: flag(true),
    });
    expect(facts.map((one) => Object.values(one))).toEqual([
      ["fast", "integer", 10, 1, null, [5, 50], null],
      ["level", "decimal", 0.5, null, null, null, null],
      ["side", "choice", "long", null, null, null, ["long", "both"]],
      ["exits", "flag", true, null, null, null, null],
    ]);
  });
});

describe("seeded random numbers", () => {
  it("are the same for the same seed, others for another, and between 0 and 1", () => {
    const draw = (seed: number) => Array.from({ length: 200 }, seededRandom(seed));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)[0]).not.toBe(draw(2)[0]);
    expect(draw(0).every((value) => value > 0 && value < 1)).toBe(true);
    // The mean of 200 uniform numbers lies within 0.5 ± 5 · √(1/12/200) but once in a million seeds.
    expect(Math.abs(draw(3).reduce((sum, value) => sum + value, 0) / 200 - 0.5)).toBeLessThan(0.11);
  });
});
