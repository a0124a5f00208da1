import { expect, test } from "vitest";
import { refuseTooLarge } from "./memory.ts";

test("columns that fit are let through, also with the last byte", () => {
  expect(() => refuseTooLarge("/p/KO.csv", 8e9, 10e9)).not.toThrow();
});

test("columns that do not fit are refused with both figures and a way out", () => {
  expect(() => refuseTooLarge("/p/all.csv", 10e9, 4e9)).toThrow(
    expect.objectContaining({
      code: "too-large",
      message: "all.csv needs about 10.0 GB of memory as columns; 4.0 GB are free.",
      help: expect.stringContaining("--sql"),
    }),
  );
});

test("what this machine has free holds a small file", () => {
  expect(() => refuseTooLarge("KO.csv", 1000)).not.toThrow();
});
