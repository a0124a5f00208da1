import { join, resolve } from "node:path";

/** What the place of a cache depends on beside the environment. */
export interface CacheMachine {
  readonly platform: string;
  /** Asked only where the environment does not say it. */
  readonly home: () => string;
}

/**
 * The folder of the cache, absolute: IVY_CACHE, or `ivy/columns` in the system's folder for caches. null where IVY_CACHE=off,
 * and where no folder can be named.
 */
export function cachePlace(
  env: Readonly<Record<string, string | undefined>>,
  { platform, home }: CacheMachine,
): string | null {
  if (env.IVY_CACHE === "off") return null;
  const path = env.IVY_CACHE || systemFolder(env, platform, home);
  return path === null ? null : resolve(path);
}

function systemFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
  homeOf: () => string,
): string | null {
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, "ivy/columns");
  if (platform === "win32") return env.LOCALAPPDATA ? join(env.LOCALAPPDATA, "ivy/Cache/columns") : null;
  const home = env.HOME || homeOf();
  if (!home || home === "/") return null;
  return join(home, platform === "darwin" ? "Library/Caches/ivy/columns" : ".cache/ivy/columns");
}

/** The compiled code of the program lies in a folder of its own inside the cache's. */
export const CODE_FOLDER = "code";
/** Its files, and what an interrupted write left. */
export const CODE_FILE = /^program-\w+-[0-9a-f]+-[0-9a-f]+\.code(\.\d+\.new)?$/;
