import { describe, expect, test } from "vitest";
import { ConfigError } from "#base/errors";
import { requireGroupsOf } from "./check-market.ts";
import { riskOf } from "./parse-risk.ts";

function check(...pairs: string[]): () => void {
  const settings = riskOf(new Map(pairs.map((pair) => pair.split("=") as [string, string])))!;
  return () => requireGroupsOf(settings, ["KO", "GOOGL", "GOOG"]);
}

describe("a limit of its own", () => {
  test("of a symbol, of a name that symbols share and of a sector that is known is fine", () => {
    const names = ["name.GOOGL=Alphabet", "name.GOOG=Alphabet"];
    expect(check(...names, "maxName.KO=1%", "maxName.Alphabet=1%")).not.toThrow();
    // The file of sectors may know more symbols than the run has.
    expect(check("sector.KO=staples", "sector.XOM=energy", "maxSector.energy=1%")).not.toThrow();
  });

  test.each([
    [["maxName.KOO=1%"], /maxName.KOO limits a name that nothing/, "Did you mean: maxName.KO"],
    [["maxName.XOM=1%"], /maxName.XOM limits a name/, "Leave the limit out, or say what belongs to it."],
    [["sector.KO=staples", "maxSector.staple=1%"], /limits a sector/, "Did you mean: maxSector.staples"],
    [["name.GOOGL=Alphabet", "maxName.GOOGL=1%"], /maxName.GOOGL limits a name/, "Did you mean: maxName.GOOG"],
  ])("of something else is refused: %j", (pairs, message, help) => {
    expect(check(...pairs)).toThrow(ConfigError);
    expect(check(...pairs)).toThrow(message);
    expect(check(...pairs)).toThrow(expect.objectContaining({ help }));
  });
});
