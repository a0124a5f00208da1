import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellsOf } from "#cli/screens/cells";
import { IVY, ROOT } from "./ivy-process.ts";
import { CASES, type ScreenCase } from "./screen-cases.ts";

/*
 * Screens as they were looked at and found right. UPDATE_SCREENS=1 writes them anew: look at the difference before it is
 * committed. What must hold of every screen is checked by rule as well, so that a wrong text is found even where it was kept.
 */
const KEPT = `${ROOT}/test/acceptance/screens`;
const IS_UPDATE = process.env.UPDATE_SCREENS === "1";
const LAYOUTS = ["80", "120", "200", "piped"] as const;
type Layout = (typeof LAYOUTS)[number];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-screens-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const verbOf = ({ verb = "backtest" }: ScreenCase) => verb.split(" ");

/** A folder of its own for each run, so that none finds what another left. */
function placeOf({ name, files = {} }: ScreenCase, layout: string): string {
  const place = join(folder, name, layout);
  mkdirSync(place, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, file)), { recursive: true });
    writeFileSync(join(place, file), text);
  }
  return place;
}

async function screenOf(
  one: ScreenCase,
  layout: Layout,
  env: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [IVY, ...verbOf(one), ...one.args, ...flags], {
    cwd: placeOf(one, layout),
    env: { ...process.env, NO_COLOR: "", FORCE_COLOR: "", IVY_COLUMNS: layout === "piped" ? "" : layout, ...env },
  });
  expect(stderr).toBe("");
  return stdout;
}

/** The hash of a run changes with ivy's version and its strategies' code, the time with the machine. */
function masked(text: string): string {
  return text
    .replace(/\b[0-9a-f]{6}(?= {2}reports\/| {3}\d)/g, "000000")
    .replace(/(reports\/backtest\/\S+-)[0-9a-f]{6}\b/g, "$1000000")
    .replace(/\d+\.\d\d s$/m, "0.00 s");
}

const keptAt = (name: string) => `${KEPT}/${name}.txt`;
const titleOf = (layout: Layout) => (layout === "piped" ? "=== piped ===\n" : `=== ${layout} columns ===\n`);

describe("the screen of", () => {
  for (const one of CASES) {
    it(one.name, async () => {
      const screens = await Promise.all(
        LAYOUTS.map(async (layout) => ({ layout, text: masked(await screenOf(one, layout)) })),
      );
      for (const { layout, text } of screens) checkRules(one, layout, text);
      const all = screens.map(({ layout, text }) => titleOf(layout) + text).join("\n");
      if (IS_UPDATE) writeFileSync(keptAt(one.name), all);
      expect(all).toBe(readFileSync(keptAt(one.name), "utf8"));
    });
  }

  it("no run that there is none of", () => {
    expect(readdirSync(KEPT).sort()).toEqual(CASES.map(({ name }) => `${name}.txt`).sort());
  });
});

function checkRules({ says, hasChart = true, args, verb }: ScreenCase, layout: Layout, text: string): void {
  const width = layout === "piped" ? 80 : Number(layout);
  const lines = text.split("\n");
  expect(lines.pop(), "the last line ends").toBe("");
  for (const line of lines) {
    // A path and a command are there to be copied.
    if (!/reports\/backtest\/|^ {2}ivy /.test(line)) expect(cellsOf(line), line).toBeLessThanOrEqual(width);
    expect(line).toBe(line.trimEnd());
    expect(line).not.toContain("\t");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what steers a terminal
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]|NaN|Infinity|undefined|null|\[object/);
  }
  if (layout === "piped") expect(text).not.toMatch(/\n\n\n/);
  const flat = text.replace(/\s+/g, " ");
  for (const words of says.filter((phrase) => layout !== "piped" || phrase !== "log scale"))
    expect(flat).toContain(words);
  const dots = lines.filter((line) => /[\u2801-\u28ff╷│┃█]/.test(line));
  if (layout === "piped" || !hasChart) expect(dots).toEqual([]);
  else expect(dots.length).toBeGreaterThanOrEqual(3);
  const title = verb === undefined ? args[1]! : args[0]!;
  expect(lines[0]).toMatch(new RegExp(`^${title.replace(/^\.\/|\.ts$/g, "")}( |$)`));
}

describe("a pipe", () => {
  const one = CASES.find(({ name }) => name === "no-trades")!;

  it("receives the same bytes from any terminal", async () => {
    rmSync(join(folder, one.name), { recursive: true, force: true });
    const plain = masked(await screenOf(one, "piped"));
    for (const env of [{ COLUMNS: "200" }, { TERM: "dumb" }, { COLORTERM: "truecolor", TERM: "xterm-256color" }]) {
      rmSync(join(folder, one.name), { recursive: true, force: true });
      expect(masked(await screenOf(one, "piped", env))).toBe(plain);
    }
  });

  it("receives nothing with --quiet", async () => {
    expect(await screenOf(one, "piped", {}, ["--quiet"])).toBe("");
  });
});

const hasTmux = spawnSync("tmux", ["-V"]).status === 0;

/** A real terminal. Where tmux is missing this is skipped; the width alone is tested above, without one. */
describe.skipIf(!hasTmux)("a real terminal (needs tmux)", () => {
  const named = (name: string) => CASES.find((one) => one.name === name)!;
  const pair = named("pair-cointegrated");
  let sockets = 0;
  // Nothing of the person's own: no configuration, no wish for colours, and letters beyond ASCII.
  const env = { ...process.env, LC_ALL: "C.UTF-8", NO_COLOR: "", FORCE_COLOR: "", IVY_COLUMNS: "" };
  const tmux = (socket: string, ...args: string[]) =>
    spawnSync("tmux", ["-u", "-f", "/dev/null", "-S", socket, ...args], { encoding: "utf8", env }).stdout;

  /** What stands in a terminal of so many columns after the command, with its colours. */
  function seen(one: ScreenCase, columns: number, flags = "", environment = ""): string {
    const place = placeOf(one, `tmux-${columns}${flags}${environment}`);
    const command = `${environment} ${process.execPath} ${IVY} ${verbOf(one).join(" ")} ${one.args.join(" ")} ${flags}; touch done; sleep 30`;
    // A server of its own each: one that is about to end takes no new session.
    const socket = join(folder, `tmux-${sockets++}`);
    try {
      tmux(socket, "new-session", "-d", "-x", String(columns), "-y", "60", "-c", place, command);
      const until = Date.now() + 20_000;
      while (!existsSync(join(place, "done")) && Date.now() < until) spawnSync("sleep", ["0.05"]);
      return `${tmux(socket, "capture-pane", "-p", "-e").trimEnd()}\n`;
    } finally {
      tmux(socket, "kill-server");
    }
  }

  function keptScreen({ name }: ScreenCase, columns: number): string {
    const [, screen] = readFileSync(keptAt(name), "utf8").split(`=== ${columns} columns ===\n`);
    return screen!.split(/\n=== /)[0]!.trimEnd();
  }
  const shown = (text: string) => masked(stripVTControlCharacters(text)).trimEnd();

  it.each([80, 120, 200])("of %i columns shows what is kept, with colours, and nothing wraps", (columns) => {
    const text = seen(pair, columns);
    expect(shown(text)).toBe(keptScreen(pair, columns));
    // The headline is bold, a warning has its colour, what stands behind is dim.
    const painted = text.split("\u001b[").map((part) => part.replace(/^0;/, ""));
    expect(painted.some((part) => part.startsWith("1mMade money"))).toBe(true);
    expect(painted.some((part) => part.startsWith("35mwarning"))).toBe(true);
    expect(painted.some((part) => /^2m +[\u2801-\u28ff]/.test(part))).toBe(true);
    // Neither black, white nor yellow: they are gone on one background or the other.
    expect(painted.filter((part) => /^(?:\d+;)*(?:3|4|9|10)[037]m/.test(part))).toEqual([]);
  });

  it.each([80, 120, 200])("of %i columns shows candles in two colours, and nothing wraps", (columns) => {
    const text = seen(named("data-candles"), columns);
    expect(shown(text)).toBe(keptScreen(named("data-candles"), columns));
    const painted = text.split("\u001b[");
    expect(painted.some((part) => /^32m[╷│┃╻╽╿]/.test(part))).toBe(true);
    expect(painted.some((part) => /^31m[╷│█▄▀]/.test(part))).toBe(true);
  });

  it("gives Asian letters and emoji the cells that are counted for them", () => {
    const wide = named("wide-characters");
    expect(shown(seen(wide, 80))).toBe(keptScreen(wide, 80));
  });

  it.each([
    ["--no-color", "--no-color", ""],
    ["NO_COLOR", "", "NO_COLOR=1"],
  ])("shows no colour with %s", (_, flags, environment) => {
    const text = seen(pair, 80, flags, environment);
    expect(text).toContain("Made money");
    expect(text).toBe(stripVTControlCharacters(text));
  });

  it("shows nothing with --quiet", () => {
    expect(seen(pair, 80, "--quiet").trim()).toBe("");
  });
});
