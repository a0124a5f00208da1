import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOMS = ["metrics", "indicators", "engine", "findings", "risk", "domain"];

/** Squares are products in every version of Node; other powers differ in the last digit, and so would `result.json`. */
const POWER = /\*\* (?!2\b)|Math\.pow\(/;

it("figures are computed with the powers of math, not with those of this version of Node", () => {
  const found: string[] = [];
  let lines = 0;
  for (const room of ROOMS) {
    const folder = fileURLToPath(new URL(`../../src/${room}/`, import.meta.url));
    for (const name of readdirSync(folder).filter((one) => one.endsWith(".ts") && !one.endsWith(".test.ts"))) {
      for (const line of readFileSync(folder + name, "utf8").split("\n")) {
        lines++;
        if (!/^\s*(\/?\*|\/\/)/.test(line) && POWER.test(line)) found.push(`${room}/${name}: ${line.trim()}`);
      }
    }
  }
  expect(lines).toBeGreaterThan(3000);
  expect(found).toEqual([]);
});
