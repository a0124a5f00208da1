import { describe, expect, it } from "vitest";
import { UsageError } from "#base/errors";
import { METRIC_IDS, type MetricId } from "#results/documents/metric-ids";
import { checkGate, parseGate } from "./gate.ts";

const figures = (over: Partial<Record<MetricId, number | null>>) =>
  ({ ...Object.fromEntries(METRIC_IDS.map((id) => [id, null])), ...over }) as Record<MetricId, number | null>;

describe("a gate", () => {
  it.each([
    ["sharpe>=1", "sharpe", ">=", 1],
    [" sharpe >= 1 ", "sharpe", ">=", 1],
    ["totalReturn>10%", "totalReturn", ">", 0.1],
    ["maxDrawdown <= 20 %", "maxDrawdown", "<=", 0.2],
    ["finalEquity>=120_000.5", "finalEquity", ">=", 120000.5],
    ["sharpe<-.5e1", "sharpe", "<", -5],
    ["trades=34", "trades", "=", 34],
    ["maxDrawdown<=1", "maxDrawdown", "<=", 1],
    ["volatility<=1.5", "volatility", "<=", 1.5],
    ["totalReturn>=20", "totalReturn", ">=", 20],
  ])("is read from %j", (text, metric, operator, bound) => {
    const gate = parseGate(text);
    expect(gate).toEqual({ expression: text.replaceAll(" ", ""), metric, operator, bound });
  });

  it("takes every metric of the document", () => {
    for (const id of METRIC_IDS) expect(parseGate(`${id}>=0`).metric).toBe(id);
  });

  it.each([
    ["sharp>=1", "unknown-metric", "Did you mean: --require sharpe>=1"],
    ["Sharpe>1", "unknown-metric", "Did you mean: --require sharpe>1"],
    ["max_drawdown<=20%", "unknown-metric", "Did you mean: --require maxDrawdown<=20%"],
    ["return>=10%", "unknown-metric", "Did you mean: --require totalReturn>=10%"],
    ["luck>=1", "unknown-metric", "totalReturn"],
    ["sharpe", "bad-gate", "Quote it"],
    ["sharpe=>1", "bad-gate", "Did you mean: --require sharpe>=1"],
    ["trades==34", "bad-gate", "Did you mean: --require trades=34"],
    ["sharpe>=one", "bad-gate", "--require 'sharpe>=1'"],
    ["sharpe>=1.2.3", "bad-gate", "--require 'sharpe>=1'"],
    ["1<=sharpe", "bad-gate", "--require 'sharpe>=1'"],
    ["", "bad-gate", "--require 'sharpe>=1'"],
    ["sharpe>=10%", "bad-gate", "--require sharpe>=10"],
    ["maxDrawdown>=-20%", "bad-gate", "maxDrawdown<=20%"],
    ["maxDrawdown<=20", "bad-gate", "Did you mean: --require maxDrawdown<=20%"],
    ["winRate<50", "bad-gate", "Did you mean: --require winRate<50%"],
    ["volatility<20", "bad-gate", "Did you mean: --require volatility<20%"],
  ])("is refused as %j", (text, code, help) => {
    let error: unknown;
    try {
      parseGate(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ code, where: { flag: "--require" } });
    expect((error as UsageError).help).toContain(help);
    for (const line of (error as UsageError).help.split("\n")) expect(line.length).toBeLessThanOrEqual(110);
  });

  it.each([
    [">=", 1, true],
    [">", 1, false],
    ["<=", 1, true],
    ["<", 1, false],
    ["=", 1, true],
    [">=", 1.0000000001, false],
    ["<", 1.0000000001, true],
    ["=", 1.0000000001, false],
  ])("sharpe %s %d holds for 1: %s", (operator, bound, passed) => {
    const expression = `sharpe${operator}${bound}`;
    expect(checkGate(parseGate(expression), figures({ sharpe: 1 }))).toEqual({ expression, value: 1, passed });
  });

  it("is failed by a figure that is not defined, whatever the bound", () => {
    for (const operator of [">=", "<=", "<", ">", "="]) {
      expect(checkGate(parseGate(`calmar${operator}0`), figures({}))).toMatchObject({ value: null, passed: false });
    }
  });
});
