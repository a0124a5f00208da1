import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkShape } from "./check-shape.ts";
import { readYaml } from "./read-yaml.ts";
import { runFileSchema } from "./run-file-schema.ts";
import { sourceOf } from "./spot.ts";

const check = (text: string, schema: z.ZodObject = runFileSchema) =>
  checkShape(readYaml(sourceOf("run.yaml", text), {}).tree!, schema).map(({ code, where, help }) => [
    code,
    where.line,
    where.column,
    help.split("\n")[0],
  ]);

describe("checkShape", () => {
  it("finds unknown keys and wrong values in the order of the lines", () => {
    expect(check("seed: [1]\ntickrs: KO\nseries: parqet\nstrategy:\n")).toEqual([
      ["wrong-value", 1, 7, "It must be a whole number, 0 or more."],
      ["unknown-key", 2, 1, 'did you mean "tickers"?'],
      ["wrong-value", 3, 9, 'did you mean "parquet"?'],
      ["no-value", 4, 1, "Give it one, or take the line out: what is not said has its default."],
    ]);
  });

  it("names the keys of a section, not those of the top", () => {
    const section = z.strictObject({ trials: z.number({ error: "a number" }), sampler: z.string() }).partial();
    const schema = z.strictObject({ optimize: section }).partial();
    expect(check("optimize:\n  trails: 5\n", schema)).toEqual([["unknown-key", 2, 3, 'did you mean "trials"?']]);
    expect(check("optimize:\n  tickers: 5\n", schema)).toEqual([
      ["unknown-key", 2, 3, "The keys are trials, sampler."],
    ]);
  });
});
