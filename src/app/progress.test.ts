import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Progress } from "#base/progress";
import { profileNamed } from "#engine/profiles";
import { openPath } from "#market-data/adapters/locate";
import { type AnyStrategy, defineStrategy } from "#strategy/define-strategy";
import type { BacktestRequest } from "./backtest-request.ts";
import { playRun } from "./play-run.ts";
import { runMarket } from "./run-market.ts";

const folder = mkdtempSync(join(tmpdir(), "ivy-progress-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
for (const name of ["A", "B", "C"])
  writeFileSync(join(folder, `${name}.csv`), "date,close\n2020-01-01,1\n2020-01-02,2\n2020-01-03,3\n");

/** What was told, as text. */
function listener(): { told: string[]; progress: Progress } {
  const told: string[] = [];
  const step: Progress["step"] = ({ label, parts }, done, total) => {
    told.push(`${label}: ${done} of ${total} ${parts}`);
  };
  return { told, progress: { step, end: () => {} } };
}

it("is told of each file before it is read, and of the end", async () => {
  const { told, progress } = listener();
  const source = await openPath(folder);
  await source.load(["A", "C"], { progress });
  expect(told).toEqual([0, 1, 2].map((done) => `reading prices: ${done} of 2 files`));
});

it("is told of each asset that is played side by side, and changes nothing", async () => {
  const { told, progress } = listener();
  const loaded = await (await openPath(folder)).load(["A", "B", "C"]);
  const request = { from: null, warmup: "auto", fills: {} } as BacktestRequest;
  const prepared = runMarket(
    loaded.map(({ series }) => series),
    request,
  );
  const holds = defineStrategy({ summary: "holds", onBar: (context) => void context.enterLong() });
  const strategy = holds as AnyStrategy;
  const run = { strategy, params: {}, profile: profileNamed("ivy"), cash: 900 };
  const quiet = playRun(run, prepared, request);
  expect(playRun({ ...run, progress }, prepared, request).equity).toEqual(quiet.equity);
  expect(told).toEqual([0, 1, 2, 3].map((done) => `playing: ${done} of 3 assets`));
});
