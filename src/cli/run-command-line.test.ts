import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { InternalError, StrategyError } from "#base/errors";
import type { Command, Flags } from "./command.ts";
import type { CommandEntry } from "./command-map.ts";
import { backtest } from "./commands/backtest.ts";
import { runCommandLine } from "./run-command-line.ts";
import type { Terminal } from "./terminal.ts";

interface Outcome {
  readonly out: string;
  readonly error: string;
  readonly exit: number;
  readonly flags: Flags | null;
}

/** Runs a line with a backtest command that keeps its flags, or throws. */
async function run(line: string[], options: { throws?: unknown; terminal?: Partial<Terminal> } = {}): Promise<Outcome> {
  let out = "";
  let error = "";
  let flags: Flags | null = null;
  const terminal: Terminal = {
    writeOut: (text) => {
      out += text;
    },
    writeError: (text) => {
      error += text;
    },
    outIsTerminal: false,
    errorIsTerminal: false,
    width: 80,
    colorRefused: false,
    projectFolder: "/project",
    packageFolder: "/package",
    ...options.terminal,
  };
  const command: Command = {
    ...backtest,
    run: async (given) => {
      flags = given;
      if (options.throws !== undefined) throw options.throws;
      return 0;
    },
  };
  const commands: ReadonlyMap<string, CommandEntry> = new Map([
    ["backtest", { summary: "run a strategy over past prices", load: async () => command }],
  ]);
  const exit = await runCommandLine(line, terminal, { commands, groups: new Map(), version: () => "1.2.3" });
  return { out, error, exit, flags };
}

describe("the shell", () => {
  it.each([[[]], [["--help"]], [["-h"]], [["help"]]])("prints the verbs for %j", async (line) => {
    const { out, error, exit } = await run(line);
    expect(out).toContain("  ivy backtest   run a strategy over past prices\n");
    expect(out).toContain("Start here:  ivy backtest --strategy pairs --tickers KO,PEP\n");
    expect([error, exit]).toEqual(["", 0]);
  });

  it("prints its version", async () => {
    expect(await run(["--version"])).toMatchObject({ out: "ivy 1.2.3\n", exit: 0 });
  });

  it.each([[["backtest", "--help"]], [["help", "backtest"]], [["backtest", "--cash", "5", "-h"]]])(
    "prints the flags of a verb for %j",
    async (line) => {
      const { out, exit, flags } = await run(line);
      expect(out).toContain("ivy backtest: run a strategy over past prices");
      expect(out).toContain("  --strategy NAME|FILE  ");
      expect(out).not.toMatch(/<[A-Z]/);
      expect([exit, flags]).toEqual([0, null]);
    },
  );

  it("wraps no line of its help at 80 columns", async () => {
    for (const line of [["--help"], ["backtest", "--help"]]) {
      const { out } = await run(line);
      for (const text of out.split("\n")) expect(text.length, text).toBeLessThanOrEqual(80);
    }
  });

  it("wraps its help at the terminal's width, with headings in bold where colour is welcome", async () => {
    const at = (terminal: Partial<Terminal>, ...more: string[]) =>
      run(["backtest", "--help", ...more], { terminal: { outIsTerminal: true, ...terminal } });
    const narrow = await at({ width: 60 });
    const flags = narrow.out.slice(0, narrow.out.indexOf("Examples"));
    for (const text of stripVTControlCharacters(flags).split("\n")) {
      if (!text.includes("Usage")) expect(text.length, text).toBeLessThanOrEqual(60);
    }
    expect(narrow.out).toContain("\u001b[1mPrices\u001b[0m\n");
    expect((await at({ width: 60, colorRefused: true })).out).not.toContain("\u001b");
    expect((await at({ width: 60 }, "--no-color")).out).not.toContain("\u001b");
    expect((await at({ outIsTerminal: false, width: 0 })).out).not.toContain("\u001b");
  });

  it("suggests the verb that was meant, with the rest of the line", async () => {
    const { error, out, exit } = await run(["backtset", "--strategy", "pairs"]);
    expect(error).toBe('error  There is no command "backtset".\n       Did you mean: ivy backtest --strategy pairs\n');
    expect([out, exit]).toEqual(["", 2]);
  });

  it("says that the verb comes first", async () => {
    expect(await run(["--tickers", "KO"])).toMatchObject({
      exit: 2,
      error: expect.stringContaining("ivy backtest --tickers"),
    });
  });
});

describe("flags", () => {
  it("come as text, switches as true, repeated settings as a list", async () => {
    const { flags } = await run(["backtest", "--cash=5", "--set", "a=-1", "--set=b=2", "--strict", "--seed", "-1"]);
    expect(flags).toMatchObject({ cash: "5", set: ["a=-1", "b=2"], strict: true, seed: "-1", color: true });
  });

  it.each([
    [["backtest", "--stratgy", "pairs"], "unknown-flag", "Did you mean: ivy backtest --strategy pairs"],
    [["backtest", "--stratgy=pairs"], "unknown-flag", "Did you mean: ivy backtest --strategy=pairs"],
    [["backtest", "--zzz"], "unknown-flag", "See: ivy backtest --help"],
    [["backtest", "--strategy"], "flag-needs-value", "--strategy NAME|FILE"],
    [["backtest", "--strategy", "--tickers", "KO"], "flag-needs-value", "--strategy NAME|FILE"],
    [["backtest", "--strict=yes"], "flag-takes-no-value", "--strict takes no value."],
    [["backtest", "pairs"], "stray-word", '"pairs"'],
  ])("are refused with a hint: %j", async (line, code, hint) => {
    const plain = await run(line);
    expect(plain).toMatchObject({ exit: 2, out: "", error: expect.stringContaining(hint) });
    const json = await run([...line.slice(0, 1), "--json", ...line.slice(1)]);
    expect(JSON.parse(json.out)).toMatchObject({ schema: "ivy.error/1", code });
    expect(json.error).toContain("error  ");
  });
});

describe("an error", () => {
  const mistake = new StrategyError({
    code: "strategy-failed",
    message: "mine.ts failed on 2014-03-07 (bar 297, KO): slow is undefined",
    where: {
      file: "mine.ts",
      line: 14,
      column: 5,
      excerpt: "    slow.now;",
      symbol: "KO",
      time: "2014-03-07",
      bar: 297,
      expected: "a column",
    },
    help: "prepare returned { fast }.\nDid you mean: --strategy pairs",
  });

  it("says what happened, where, and what to do, and has its exit code", async () => {
    const { error, out, exit } = await run(["backtest", "--strategy", "pair", "--data", "my prices"], {
      throws: mistake,
    });
    expect(error.split("\n")).toEqual([
      "error  mine.ts failed on 2014-03-07 (bar 297, KO): slow is undefined",
      "       mine.ts:14:5",
      "       14 |     slow.now;",
      "          |     ^",
      "       expected a column",
      "       prepare returned { fast }.",
      "       Did you mean: ivy backtest --strategy pairs --data 'my prices'",
      "",
    ]);
    expect([out, exit]).toEqual(["", 5]);
  });

  it("is one JSON document on stdout where --json was asked for", async () => {
    const { out, exit } = await run(["backtest", "--json"], { throws: mistake });
    expect(out.endsWith("\n") && out.split("\n").length === 2).toBe(true);
    expect(JSON.parse(out)).toEqual({
      schema: "ivy.error/1",
      code: "strategy-failed",
      message: mistake.message,
      where: { ...mistake.where },
      help: mistake.help,
    });
    expect(exit).toBe(5);
  });

  it("that nobody foresaw is a bug in ivy, with a stack trace only under --debug", async () => {
    const bug = new TypeError("x is not a function");
    const plain = await run(["backtest"], { throws: bug });
    expect(plain.exit).toBe(70);
    expect(plain.error).toContain("This is a bug in ivy: x is not a function");
    expect(plain.error).not.toContain("    at ");
    expect((await run(["backtest", "--debug"], { throws: bug })).error).toContain(
      "caused by TypeError: x is not a function",
    );
  });

  it("of the disk is no bug", async () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", path: "/a/b" });
    const { exit, error } = await run(["backtest"], { throws: full });
    expect(exit).toBe(74);
    expect(error).toContain("/a/b");
  });

  it("has colour only on a terminal that wants it", async () => {
    const throws = new InternalError({ code: "x", message: "x", help: "x" });
    const colored = (terminal: Partial<Terminal>, ...more: string[]) =>
      run(["backtest", ...more], { throws, terminal }).then(({ error }) => error.includes("\u001b["));
    expect(await colored({ errorIsTerminal: true })).toBe(true);
    expect(await colored({ errorIsTerminal: true }, "--no-color")).toBe(false);
    expect(await colored({ errorIsTerminal: true, colorRefused: true })).toBe(false);
    expect(await colored({ errorIsTerminal: false })).toBe(false);
  });
});
