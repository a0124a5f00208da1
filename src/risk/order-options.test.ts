import { describe, expect, test } from "vitest";
import { unknownExitOption, unknownOption } from "./order-options.ts";

describe("the options of an order", () => {
  test("pass by their names, whatever their values", () => {
    expect(unknownOption({ fraction: Number.NaN, stopLoss: undefined, tag: "x" })).toBeNull();
    expect(unknownOption({})).toBeNull();
  });

  test("with a slip of the pen are refused: all of the equity would be ordered instead", () => {
    expect(unknownOption({ fracton: 0.5 })).toMatchObject({
      code: "order-option",
      message: 'An order has the option "fracton", which does not exist.',
      help: expect.stringMatching(/^Did you mean "fraction"\? It takes quantity, /),
    });
  });
});

describe("the options of an exit", () => {
  test("are a tag", () => {
    expect(unknownExitOption({ tag: "late" })).toBeNull();
  });

  test("that ask for a part are refused: all that is held would be sold instead", () => {
    expect(unknownExitOption({ fraction: 0.5 })?.help).toMatch(/^exit closes all that is held .* sell \(long\)/);
  });
});
