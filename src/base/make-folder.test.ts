import { expect, test } from "vitest";
import { type FolderDisk, makeFolder } from "./make-folder.ts";

/** A disk of folders and files by their paths; folders below /proc are said not to be there and cannot be made. */
function diskOf(folders: readonly string[], files: readonly string[] = []) {
  const there = new Set(folders);
  const made: string[] = [];
  const failed = (code: string) => Object.assign(new Error(code), { code });
  const disk: FolderDisk = {
    mkdirSync: (path, { mode }) => {
      const above = path.slice(0, path.lastIndexOf("/")) || "/";
      if (there.has(path) || files.includes(path)) throw failed("EEXIST");
      if (files.includes(above)) throw failed("ENOTDIR");
      if (!there.has(above) || above === "/proc") throw failed("ENOENT");
      there.add(path);
      made.push(`${path} ${(mode ?? 0).toString(8)}`);
    },
    statSync: (path) => {
      if (there.has(path)) return { isDirectory: () => true };
      if (files.includes(path)) return { isDirectory: () => false };
      throw failed("ENOENT");
    },
  };
  return { disk, made };
}

const codeOf = (work: () => void): unknown => {
  try {
    work();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return null;
};

test("makes a folder and those above it, each with the mode", () => {
  const { disk, made } = diskOf(["/", "/home"]);
  makeFolder("/home/a/b", disk, 0o700);
  expect(made).toEqual(["/home/a 700", "/home/a/b 700"]);
});

test("leaves a folder that is there", () => {
  const { disk, made } = diskOf(["/", "/home"]);
  makeFolder("/home", disk);
  expect(made).toEqual([]);
});

test("ends with what the system says where a folder is not there and cannot be made", () => {
  const { disk } = diskOf(["/", "/proc"]);
  expect(codeOf(() => makeFolder("/proc/x/y", disk))).toBe("ENOENT");
  expect(codeOf(() => makeFolder("/proc/x", disk))).toBe("ENOENT");
});

test("tells a file in the place of a folder, or above it", () => {
  const { disk } = diskOf(["/"], ["/file"]);
  expect(codeOf(() => makeFolder("/file", disk))).toBe("EEXIST");
  expect(codeOf(() => makeFolder("/file/a", disk))).toBe("ENOTDIR");
});

test("takes a folder that another process made at the same time", () => {
  const { disk } = diskOf(["/"]);
  const raced: FolderDisk = {
    statSync: disk.statSync,
    mkdirSync: (path, options) => {
      disk.mkdirSync(path, options);
      throw Object.assign(new Error("EEXIST"), { code: "EEXIST" });
    },
  };
  makeFolder("/a/b", raced);
  expect(disk.statSync("/a/b").isDirectory()).toBe(true);
});
