import { expect, it } from "vitest";
import { metricsReference } from "./metrics-reference.ts";

it("docs/metrics.md is what the table of definitions says (vitest -u writes it anew)", async () => {
  await expect(metricsReference()).toMatchFileSnapshot("../../docs/metrics.md");
});
