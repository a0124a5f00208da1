import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The version of the installed package. */
export function packageVersion(packageFolder: string): string {
  return (JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string }).version;
}
