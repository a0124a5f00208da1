import { expect, it } from "vitest";
import { documentsReference } from "./documents-reference.ts";

it("docs/documents.md is what the schemas say (vitest -u writes it anew)", async () => {
  await expect(await documentsReference()).toMatchFileSnapshot("../../docs/documents.md");
});
