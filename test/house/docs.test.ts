import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EXIT_CODES } from "#base/exit-codes";
import type { SettingRow } from "#base/setting-table";
import { FILL_TABLE } from "#engine/fill-settings";
import { ivy } from "#engine/profiles/ivy";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

function rowsOf(page: string, pattern: RegExp): string[][] {
  return [...read(page).matchAll(pattern)].map((match) => match.slice(1));
}

function wordsOf(row: SettingRow): string[] {
  const quoted = (words: readonly string[]) => words.map((word) => `\`${word}\``);
  if (row.kind === "word") return quoted(row.words);
  if (row.kind === "flag") return quoted(["true", "false"]);
  return row.kind === "number" ? [...quoted(Object.keys(row.named ?? {})), "a number"] : ["a text"];
}

describe("docs/exit-codes.md", () => {
  it("is the table that the program uses, in its order", () => {
    const rows = rowsOf("docs/exit-codes.md", /^\| (\d+) \| (.+) \|$/gm);
    expect(rows).toEqual(Object.values(EXIT_CODES).map(({ code, meaning }) => [String(code), meaning]));
  });
});

describe("docs/fill-settings.md", () => {
  it("has every setting of fills, its words, and what the profile ivy has", () => {
    const rows = rowsOf("docs/fill-settings.md", /^\| `(\w+)` \| (.+?) \| `(\S+)` \| .+ \|$/gm);
    const expected = Object.entries(FILL_TABLE).map(([key, row]) => [
      key,
      wordsOf(row).join(", "),
      String(ivy[key as keyof typeof ivy] ?? "none"),
    ]);
    expect(rows).toEqual(expected);
  });
});

describe("docs/house.md", () => {
  it("has the rooms and rows that the check uses, in river order", () => {
    const { rooms } = JSON.parse(read("tools/rooms.json")) as {
      rooms: Record<string, { imports: string[] | "above" }>;
    };
    const written = rowsOf("docs/house.md", /^\| `([\w-]+)` \| .+ \| ([^|]+) \|$/gm);
    const expected = Object.entries(rooms).map(([room, { imports }]) => [
      room,
      imports === "above" ? "all above" : imports.join(", ") || "nothing",
    ]);
    expect(written).toEqual(expected);
  });
});

describe("tools/rooms.json", () => {
  it("lets a room import only rooms that stand above it in the river, so that no two can need each other", () => {
    const { rooms } = JSON.parse(read("tools/rooms.json")) as {
      rooms: Record<string, { imports: string[] | "above" }>;
    };
    const order = Object.keys(rooms);
    for (const [room, { imports }] of Object.entries(rooms)) {
      for (const upstream of imports === "above" ? [] : imports) {
        expect(order.indexOf(upstream), `${room} imports ${upstream}`).toBeGreaterThanOrEqual(0);
        expect(order.indexOf(upstream), `${room} imports ${upstream}`).toBeLessThan(order.indexOf(room));
      }
    }
  });
});
