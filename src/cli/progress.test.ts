import { describe, expect, it, vi } from "vitest";
import { progressFor, progressLine, progressText } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

const work = { label: "reading prices", parts: "files" };

function place(width = 80) {
  const written: string[] = [];
  let time = 1000;
  const progress = progressLine({ write: (text) => written.push(text), now: () => time, width });
  return { progress, written, wait: (ms: number) => (time += ms) };
}

describe("the line of progress", () => {
  it("shows nothing of work that takes less than half a second, and has nothing to take away then", () => {
    const { progress, written, wait } = place();
    for (let done = 0; done <= 40; done++) {
      progress.step(work, done, 40);
      wait(12);
    }
    progress.end();
    expect(written).toEqual([]);
  });

  it("says what is done, how fast, and how long it will still take", () => {
    const { progress, written, wait } = place();
    progress.step(work, 0, 40);
    wait(2000);
    progress.step(work, 10, 40);
    // 10 files in 2 s are 5 a second; 30 are left, 6 s; a quarter of the 12 cells of the bar is 3.
    expect(written).toEqual([
      `\r${"reading prices   10 of 40 files   5.0 files/s   ━━━".padEnd(60)}    25 %   6 s left\u001b[K`,
    ]);
  });

  it("is drawn at most ten times a second", () => {
    const { progress, written, wait } = place();
    for (let done = 0; done <= 3000; done++) {
      progress.step(work, done, 5000);
      wait(1);
    }
    // From 0.5 s to 3 s.
    expect(written.length).toBeGreaterThan(20);
    expect(written.length).toBeLessThanOrEqual(26);
  });

  it("is taken away at the end, once", () => {
    const { progress, written, wait } = place();
    progress.step(work, 0, 2);
    wait(600);
    progress.step(work, 1, 2);
    progress.end();
    progress.end();
    expect(written.slice(1)).toEqual(["\r\u001b[K"]);
  });

  it("does not wait again for work that comes back under its name", () => {
    const { progress, written, wait } = place();
    const other = { label: "playing sma-cross", parts: "assets" };
    progress.step(work, 0, 9);
    wait(400);
    progress.step(other, 0, 3);
    wait(200);
    progress.step(other, 1, 3);
    expect(written).toEqual([]);
    progress.step(work, 3, 9);
    expect(written).toEqual([expect.stringContaining("reading prices   3 of 9 files")]);
  });
});

describe("work that is done", () => {
  it("says at once that what is left is the end of it", () => {
    const { progress, written, wait } = place();
    progress.step(work, 0, 2);
    wait(600);
    progress.step(work, 1, 2);
    wait(1);
    progress.step(work, 2, 2);
    expect(written).toHaveLength(2);
    expect(written[1]).toMatch(/2 of 2 files .* 100 % {3}finishing/);
  });
});

describe("work that begins anew under its name", () => {
  it("is measured from there", () => {
    const { progress, written, wait } = place();
    for (const done of [0, 39]) {
      progress.step(work, done, 40);
      wait(400);
    }
    progress.step(work, 0, 40);
    wait(1000);
    progress.step(work, 1, 40);
    expect(written).toEqual([expect.stringMatching(/1 of 40 files.* 39 s left/)]);
  });
});

describe("its text", () => {
  it("fits, and leaves out what is needed least", () => {
    for (let width = 10; width < 120; width++) {
      const text = progressText(work, 1234, 56_789, 0.35, width);
      expect(text.length).toBeLessThanOrEqual(width);
    }
    expect(progressText(work, 1, 4, 0.0001, 60)).toBe(
      `${"reading prices   1 of 4 files   ━━".padEnd(40)}    25 %   30 s left`,
    );
    expect(progressText(work, 1, 4, 0.0001, 45)).toBe("reading prices    25 %   30 s left");
  });

  it.each([
    [0.5, "500 files/s"],
    [0.0025, "2.5 files/s"],
    [0.00005, "3.0 files/min"],
  ])("at %f parts a millisecond says %s", (perMs, rate) => {
    expect(progressText(work, 1, 9, perMs, 100)).toContain(`   ${rate}   `);
  });

  it.each([
    [10, "1 s left"],
    [99_000, "99 s left"],
    [120_000, "2 min left"],
    [9_000_000, "2 h 30 min left"],
  ])("with %i ms to go says %s", (ms, left) => {
    expect(progressText(work, 1, 2, 1 / ms, 100)).toMatch(new RegExp(` ${left}$`));
  });
});

describe("a command", () => {
  const terminal = (over: Partial<Terminal>, written: string[]): Terminal => ({
    writeOut: () => {},
    writeError: (text) => void written.push(text),
    outIsTerminal: true,
    errorIsTerminal: true,
    width: 80,
    colorRefused: false,
    projectFolder: "",
    packageFolder: "",
    ...over,
  });
  const steps = (flags: Record<string, unknown>, over: Partial<Terminal>) => {
    const written: string[] = [];
    vi.useFakeTimers({ toFake: ["performance"] });
    const progress = progressFor(flags, terminal(over, written));
    progress.step(work, 0, 2);
    vi.advanceTimersByTime(520);
    progress.step(work, 1, 2);
    progress.end();
    vi.useRealTimers();
    return written.length;
  };

  it("shows progress on a terminal", () => {
    expect(steps({}, {})).toBe(2);
  });

  it.each([
    ["--json", { json: true }, {}],
    ["--quiet", { quiet: true }, {}],
    ["a piped stdout", {}, { outIsTerminal: false }],
    ["a piped stderr", {}, { errorIsTerminal: false }],
  ])("shows none with %s", (_, flags, over) => {
    expect(steps(flags, over)).toBe(0);
  });
});
