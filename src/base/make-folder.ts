import { dirname } from "node:path";

/** What of the disk it takes to make folders; `node:fs` has it. */
export interface FolderDisk {
  mkdirSync(path: string, options: { mode?: number }): unknown;
  statSync(path: string): { isDirectory(): boolean };
}

/**
 * Makes a folder, and those above it that are not there; one that is there stays as it is. Throws what the system throws.
 *
 * In place of `mkdirSync(path, { recursive: true })`, which never returns in Node 20 where a folder is said not to be there
 * and cannot be made: below /proc.
 * @param mode of each folder that is made
 */
export function makeFolder(path: string, disk: FolderDisk, mode: number = 0o777): void {
  try {
    disk.mkdirSync(path, { mode });
    return;
  } catch (cause) {
    if (isFolder(path, disk)) return;
    const above = dirname(path);
    if ((cause as { code?: unknown }).code !== "ENOENT" || above === path) throw cause;
    makeFolder(above, disk, mode);
  }
  try {
    disk.mkdirSync(path, { mode });
  } catch (cause) {
    // Another process made it meanwhile.
    if (!isFolder(path, disk)) throw cause;
  }
}

function isFolder(path: string, disk: FolderDisk): boolean {
  try {
    return disk.statSync(path).isDirectory();
  } catch {
    return false;
  }
}
