import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { IvyError } from "#base/errors";
import { profileNamed } from "#engine/profiles";
import { openPath } from "#market-data/adapters/locate";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import type { BacktestRequest } from "./backtest-request.ts";
import { playRun } from "./play-run.ts";
import { runMarket } from "./run-market.ts";
import { withFiner } from "./with-finer.ts";

const HEAD = "date,open,high,low,close,volume";
/* The third day opens at 100 and reaches 104 as well as 96; its hours say which came first. */
const DAYS = ["2024-01-02,100,101,99,100,0", "2024-01-03,100,101,99,100,0", "2024-01-04,100,104,96,100,0"];
const HOURS = (last: readonly string[]) => [
  ...["02", "03"].flatMap((day) => [10, 11].map((hour) => `2024-01-${day} ${hour}:00,100,101,99,100,0`)),
  ...last.map((row, i) => `2024-01-04 1${i}:00,${row},0`),
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-finer-"));
  const write = (name: string, rows: readonly string[]) => {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), `${[HEAD, ...rows].join("\n")}\n`);
  };
  write("days/X.csv", DAYS);
  write("up-first/X.csv", HOURS(["100,104,100,104", "104,104,96,96", "96,100,96,100"]));
  write("down-first/X.csv", HOURS(["100,100,96,96", "96,104,96,104", "104,104,100,100"]));
  write(
    "other/X.csv",
    HOURS(["50,52,48,50", "50,51,49,50"]).map((row) => row.replace("100,101,99,100", "50,51,49,50")),
  );
  write("other-years/X.csv", ["2020-01-02 10:00,100,101,99,100,0", "2020-01-02 11:00,100,101,99,100,0"]);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function load(name: string | null) {
  const finer = name === null ? null : join(folder, name);
  const request = {
    finer,
    reading: {},
    from: null,
    to: null,
    adjusted: false,
    warmup: "auto",
    fills: {},
  } as unknown as BacktestRequest;
  const loaded = await (await openPath(join(folder, "days"))).load(["X"]);
  const at = { projectFolder: folder, packageFolder: folder };
  return { request, loaded: await withFiner(loaded, request, at) };
}

const bracket = defineStrategy({
  summary: "Holds from the second bar on between a stop and a target",
  onBar(context) {
    if (context.bar === 0) context.buy({ quantity: 1, stopLoss: { price: 97 }, takeProfit: { price: 103 } });
  },
}) as unknown as AnyStrategy;

async function play(finer: string | null) {
  const { request, loaded } = await load(finer);
  const profile = { ...profileNamed("ivy"), slippage: "none", participation: null };
  const prepared = runMarket(
    loaded.map(({ series }) => series),
    request,
  );
  const record = playRun({ strategy: bracket, params: {}, profile, cash: 1000 }, prepared, request);
  return { ...record, exit: record.fills.price[1] };
}

async function failure(finer: string): Promise<IvyError> {
  try {
    await load(finer);
  } catch (error) {
    if (error instanceof IvyError) return error;
  }
  throw new Error("nothing was refused");
}

describe("shorter bars of another file", () => {
  test("decide which exit came first", async () => {
    expect(await play(null)).toMatchObject({ exit: 97, ambiguous: 1, decided: 0 });
    expect(await play("up-first")).toMatchObject({ exit: 103, ambiguous: 0, decided: 1 });
    expect(await play("down-first")).toMatchObject({ exit: 97, ambiguous: 0, decided: 1 });
  });

  test("are named in the notes of the run", async () => {
    const { loaded } = await load("up-first");
    expect(loaded[0]!.notes.at(-1)).toBe("1h bars of X.csv tell what came first within 3 bars");
  });

  test("must be of the same prices, the same times, and shorter", async () => {
    expect(await failure("other")).toMatchObject({ code: "finer-disagrees", where: { flag: "--finer", symbol: "X" } });
    expect((await failure("other-years")).code).toBe("finer-elsewhere");
    expect((await failure("days")).code).toBe("finer-not-shorter");
    expect((await failure("nowhere")).message).toContain("nowhere");
  });
});
