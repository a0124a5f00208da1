import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Builds dist/ from the sources as they are, so that the acceptance tests never meet an older program. */
export function setup(): void {
  const tool = fileURLToPath(new URL("../../tools/build.mjs", import.meta.url));
  const { status, stderr, stdout } = spawnSync(process.execPath, [tool], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
}
