import { describe, expect, it } from "vitest";
import { messageOf } from "./message-of.ts";

describe("what was thrown, in words", () => {
  const stubborn = new Proxy(
    {},
    {
      get() {
        throw new Error("no");
      },
    },
  );
  const unreadable = Object.defineProperty(new Error("x"), "message", {
    get() {
      throw new Error("no");
    },
  });
  it.each<[unknown, string]>([
    [new Error("boom"), "boom"],
    [new TypeError(), "TypeError"],
    ["boom", "boom"],
    [undefined, "undefined"],
    [Symbol("boom"), "Symbol(boom)"],
    [Object.create(null), "it threw something that cannot be put in words"],
    [stubborn, "it threw something that cannot be put in words"],
    [unreadable, "it threw something that cannot be put in words"],
  ])("case %#", (thrown, words) => {
    expect(messageOf(thrown)).toBe(words);
  });
});
