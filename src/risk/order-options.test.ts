import { describe, expect, test } from "vitest";
import { reviewExitOptions, reviewOptions } from "./order-options.ts";

describe("the options of an order", () => {
  test("pass by their names, whatever their values", () => {
    expect(reviewOptions({ fraction: Number.NaN, stopLoss: undefined, tag: "x" })).toBeNull();
    expect(reviewOptions({})).toBeNull();
  });

  test("with a slip of the pen are refused: all of the equity would be ordered instead", () => {
    expect(reviewOptions({ fracton: 0.5 })).toMatchObject({
      code: "order-option",
      message: 'An order has the option "fracton", which does not exist.',
      help: expect.stringMatching(/^Did you mean "fraction"\? It takes quantity, /),
    });
  });
});

describe("the options of an exit", () => {
  test("are a tag", () => {
    expect(reviewExitOptions({ tag: "late" })).toBeNull();
  });

  test("that ask for a part are refused: all that is held would be sold instead", () => {
    expect(reviewExitOptions({ fraction: 0.5 })?.help).toMatch(/^exit closes all that is held .* sell \(long\)/);
  });
});

describe("a bare value in the place of options", () => {
  test.each([
    [100, "is given 100 in", "{ quantity: 100 }"],
    [undefined, "is given nothing in", "{ quantity: 100 }"],
    [null, "is given null in", "{ quantity: 100 }"],
    ["all", 'is given "all" in', "{ fraction: 0.5 }"],
    [Number.NaN, "is given NaN in", "{ cash: 5000 }"],
  ])("%s is refused: it would be an order for all of equity", (given, message, help) => {
    const objection = reviewOptions(given as unknown as object);
    expect(objection?.message).toContain(message);
    expect(objection?.help).toContain(help);
  });

  test("is refused of an exit, which would close all", () => {
    expect(reviewExitOptions(0.5 as unknown as object)?.message).toBe(
      "An exit is given 0.5 in the place of its options.",
    );
  });
});

describe("words, flags and times of an order", () => {
  test("pass where they are what they should be", () => {
    expect(reviewOptions({ timeInForce: "gtd", until: 5, oco: "pair", tag: "", atClose: false })).toBeNull();
    expect(reviewOptions({ timeInForce: "fok", atOpen: true })).toBeNull();
    expect(reviewOptions({})).toBeNull();
  });

  test.each<[object, string | RegExp]>([
    [{ timeInForce: "GTC" }, 'Did you mean "gtc"?'],
    [{ timeInForce: "forever" }, "There are gtc, day, gtd, ioc, fok."],
    [{ timeInForce: "gtd" }, "Say both"],
    [{ timeInForce: "gtd", until: Number.NaN }, "Say both"],
    [{ until: 86_400_000 }, "Say both"],
    [{ timeInForce: "day", until: 86_400_000 }, "Say both"],
    [{ oco: 5 }, 'oco: "first"'],
    [{ oco: "" }, 'oco: "first"'],
    [{ tag: 5 }, 'tag: "first"'],
    [{ atClose: 1 }, "true or false"],
    [{ atOpen: "yes" }, "true or false"],
  ])("%j is refused", (options, help) => {
    const objection = reviewOptions(options);
    expect(objection?.code).toBe("order-option");
    expect(objection?.help).toMatch(help);
  });
});
