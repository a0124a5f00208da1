import { homedir } from "node:os";
import { join, resolve } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** The person's catalog: IVY_CATALOG, or `ivy/catalog` in the system's folder for data. null where none can be named. */
export function catalogFolder(env: Environment): string | null {
  if (env.IVY_CATALOG) return resolve(env.IVY_CATALOG);
  if (env.XDG_DATA_HOME) return join(env.XDG_DATA_HOME, "ivy/catalog");
  if (process.platform === "win32") return env.LOCALAPPDATA ? join(env.LOCALAPPDATA, "ivy/catalog") : null;
  const home = env.HOME || homedir();
  if (!home || home === "/") return null;
  return join(
    home,
    process.platform === "darwin" ? "Library/Application Support/ivy/catalog" : ".local/share/ivy/catalog",
  );
}
