import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** What the build printed when it failed, else empty: the acceptance tests then fail with it, and the others still run. */
    buildFailure: string;
  }
}

/**
 * Builds dist/ from the sources as they are, so that the acceptance tests never meet an older program, and gives them a cache
 * of prices that is nobody's own.
 */
export function setup(project: TestProject): () => void {
  const cache = mkdtempSync(join(tmpdir(), "ivy-acceptance-cache-"));
  process.env.IVY_CACHE = cache;
  const tool = fileURLToPath(new URL("../../tools/build.mjs", import.meta.url));
  const { status, stderr, stdout } = spawnSync(process.execPath, [tool], { encoding: "utf8" });
  project.provide("buildFailure", status === 0 ? "" : `the build failed:\n${stdout}${stderr}`);
  return () => rmSync(cache, { recursive: true, force: true });
}
