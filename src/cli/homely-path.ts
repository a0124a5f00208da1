import { homedir } from "node:os";
import { sep } from "node:path";

/** A path as a person writes it: ~ in the place of the home folder. */
export function homely(path: string): string {
  const home = process.env.HOME || homedir();
  return home !== "" && path.startsWith(`${home}${sep}`) ? `~${path.slice(home.length)}` : path;
}
