import { UsageError } from "#base/errors";
import type { SettingValue } from "#base/setting-table";
import { type RiskEntries, readRiskKeys } from "./read-risk-keys.ts";
import { KEYS_OF_SIZING, type RiskKey } from "./risk-table.ts";
import type { DrawdownStop, RiskSettings, Sizing } from "./settings.ts";

const FLAG = "--risk";

/**
 * The risk of a run from its keys and values as text: "sizing" → "atr", "sizing.risk" → "1%", "maxPosition" → "0.2",
 * "sector.KO" → "staples". Null where nothing is said. Throws UsageError for a key or value that does not exist, and for
 * keys that do not go together.
 */
export function riskOf(entries: ReadonlyMap<string, string>): RiskSettings | null {
  if (entries.size === 0) return null;
  const read = readRiskKeys(entries);
  const { values, names, sectors, sectorFile, maxName, maxSector } = read;
  const share = (key: RiskKey) => (values.get(key) as number | undefined) ?? null;
  return {
    sizing: sizingOf(values),
    limits: {
      position: share("maxPosition"),
      name: { each: share("maxName"), own: maxName },
      sector: { each: share("maxSector"), own: maxSector },
      gross: share("maxGross"),
      net: share("maxNet"),
      positions: share("maxPositions"),
    },
    names,
    sectors,
    sectorFile,
    drawdown: drawdownOf(read),
  };
}

function sizingOf(values: ReadonlyMap<RiskKey, SettingValue>): Sizing | null {
  const method = (values.get("sizing") ?? null) as Sizing["method"] | null;
  for (const key of values.keys()) {
    if (!key.startsWith("sizing.") || (method !== null && KEYS_OF_SIZING[method].includes(key))) continue;
    throw strayKey(key, method);
  }
  const number = (key: RiskKey, standard: number) => (values.get(key) as number | undefined) ?? standard;
  switch (method) {
    case null:
      return null;
    case "quantity":
      return { method, quantity: needed(values, method, "sizing.quantity", "100") };
    case "cash":
      return { method, cash: needed(values, method, "sizing.cash", "10000") };
    case "equity":
      return { method, fraction: needed(values, method, "sizing.fraction", "10%") };
    case "atr":
      return {
        method,
        risk: number("sizing.risk", 0.01),
        multiple: number("sizing.multiple", 2),
        period: number("sizing.period", 14),
        placesStop: (values.get("sizing.stop") ?? true) as boolean,
      };
    case "volatility":
      return {
        method,
        target: number("sizing.target", 0.15),
        lookback: number("sizing.lookback", 20),
        periods: (values.get("sizing.periods") ?? null) as number | null,
        cap: number("sizing.cap", 1),
      };
    case "kelly":
      return {
        method,
        fraction: number("sizing.fraction", 0.5),
        trades: number("sizing.trades", 30),
        start: number("sizing.start", 0.02),
        cap: number("sizing.cap", 1),
      };
  }
}

function needed(
  values: ReadonlyMap<RiskKey, SettingValue>,
  method: Sizing["method"],
  key: RiskKey,
  example: string,
): number {
  const value = values.get(key);
  if (value !== undefined) return value as number;
  throw new UsageError({
    code: "risk-incomplete",
    message: `${FLAG} sizing=${method} does not say how much.`,
    where: { flag: FLAG, key, expected: key, received: "nothing" },
    help: `Say it too: ${FLAG} ${key}=${example}`,
  });
}

/** A key that says nothing with this sizing: somebody believes that it does. */
function strayKey(key: RiskKey, method: Sizing["method"] | null): UsageError {
  const methods = Object.entries(KEYS_OF_SIZING).filter(([, keys]) => keys.includes(key));
  const names = methods.map(([name]) => name).join(" and ");
  return new UsageError({
    code: "risk-stray-key",
    message:
      method === null
        ? `${FLAG} ${key} is given, and no sizing that it belongs to.`
        : `${FLAG} ${key} says nothing with sizing=${method}.`,
    where: {
      flag: FLAG,
      key,
      expected: method === null ? `sizing=${methods[0]![0]}` : KEYS_OF_SIZING[method].join(", "),
      received: key,
    },
    help: `It belongs to the sizing ${names}: ${FLAG} sizing=${methods[0]![0]}`,
  });
}

function drawdownOf({ values, resume }: RiskEntries): DrawdownStop | null {
  const depth = values.get("drawdown.stop") as number | undefined;
  const action = (values.get("drawdown.action") ?? "block") as DrawdownStop["action"];
  if (depth === undefined) {
    const stray = resume !== null ? "drawdown.resume" : values.has("drawdown.action") ? "drawdown.action" : null;
    if (stray === null) return null;
    throw new UsageError({
      code: "risk-incomplete",
      message: `${FLAG} ${stray} is given, and no fall that it belongs to.`,
      where: { flag: FLAG, key: stray, expected: "drawdown.stop", received: "nothing" },
      help: `Say it too: ${FLAG} drawdown.stop=20%`,
    });
  }
  if (action === "flatten" && (resume?.when === "recovered" || resume?.when === "high")) {
    throw new UsageError({
      code: "risk-no-recovery",
      message:
        "A drawdown stop that closes everything waits for equity to recover, which it cannot while nothing is held.",
      where: { flag: FLAG, key: "drawdown.resume", expected: "a number of bars, or never", received: resume.when },
      help: `Resume after a while: ${FLAG} drawdown.resume=60bars; or keep what is held: ${FLAG} drawdown.action=block`,
    });
  }
  return { depth, action, resume: resume ?? { when: "never" } };
}
