import { expect, it } from "vitest";
import { terminalWidth } from "./terminal-width.ts";

it.each([
  ["the terminal's own", true, 132, undefined, 132],
  ["80 for a terminal that does not say", true, undefined, undefined, 80],
  ["80 for a terminal that says 0", true, 0, undefined, 80],
  ["none for a pipe", false, undefined, undefined, 0],
  ["what IVY_COLUMNS asks for, piped or not", false, undefined, "120", 120],
  ["what IVY_COLUMNS asks for on a terminal", true, 80, "200", 200],
  ["not a word", false, undefined, "wide", 0],
  ["not a number that is no width", true, 90, "-80", 90],
  ["not a width that nobody has", false, undefined, "5", 0],
  ["not a width that nobody has, either", false, undefined, "9999", 0],
])("the width is %s", (_, outIsTerminal, columns, asked, width) => {
  expect(terminalWidth(outIsTerminal, columns, asked)).toBe(width);
});
