import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { CODE_FILE, cachePlace } from "./cache-place.ts";

const linux = { platform: "linux", home: () => "/home/other" };

describe("the place of the cache", () => {
  it.each([
    [{ IVY_CACHE: "off", HOME: "/home/me" }, null],
    [{ IVY_CACHE: "/tmp/mine", HOME: "/home/me" }, "/tmp/mine"],
    [{ IVY_CACHE: "here", HOME: "/home/me" }, resolve("here")],
    [{ IVY_CACHE: "", HOME: "/home/me" }, "/home/me/.cache/ivy/columns"],
    [{ HOME: "/home/me", XDG_CACHE_HOME: "/var/me" }, "/var/me/ivy/columns"],
    [{}, "/home/other/.cache/ivy/columns"],
    [{ HOME: "/" }, null],
  ])("for %j is %s", (env, place) => expect(cachePlace(env, linux)).toBe(place));

  it("is the system's own elsewhere", () => {
    expect(cachePlace({ HOME: "/Users/me" }, { ...linux, platform: "darwin" })).toBe(
      "/Users/me/Library/Caches/ivy/columns",
    );
    expect(cachePlace({ HOME: "/Users/me" }, { ...linux, platform: "win32" })).toBe(null);
  });

  it("knows the files of code, whole and unfinished, from others", () => {
    for (const name of ["program-7EVPTZMO-0-839dbe75.code", "program-7EVPTZMO-5ee53b7-839dbe75.code.123.new"])
      expect(name).toMatch(CODE_FILE);
    for (const name of ["mine.code", "program.code", "program-A-1-2.code.txt"]) expect(name).not.toMatch(CODE_FILE);
  });
});
