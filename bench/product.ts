import { dirname, join } from "node:path";
import { riskOf } from "#risk/parse-risk";
import type { AnyStrategy } from "#strategy/define-strategy";
import { oneSeries, W1_GOLDEN, W1_PROFILES } from "./w1.ts";
import { grid, W2_GOLDEN, W2_PROFILE } from "./w2.ts";
import { bracketRun, W3_GOLDEN, W3_PROFILE } from "./w3.ts";
import type { Workload } from "./workload.ts";

/** What the whole way of a user's run may cost, times the kernel path. */
const ASK = 1.5;

/** Limits that every order is held against and none exceeds, so that the figures are those without them. */
const LIMITS = { maxPosition: "150%", maxGross: "150%", maxNet: "150%", maxPositions: "5" } as const;

/** The strategy of a file in bench/strategies, as the loader has it: compiled, and on the modules of this program. */
async function loaded(name: string): Promise<AnyStrategy> {
  const { loadStrategy } = await import("#strategy/adapters/load-strategy");
  const cacheFolder = join(process.cwd(), "bench/.cache/strategies");
  const builtInFolder = join(dirname(process.argv[1]!), "strategies");
  const { definition } = await loadStrategy(`./${name}.ts`, {
    projectFolder: join(process.cwd(), "bench/strategies"),
    builtInFolder,
    cacheFolder,
  });
  return definition as AnyStrategy;
}

/** The rows with the strategy from a file, without and with limits; the bound is the row of the same workload without both. */
function wayOf(suffix: "file" | "risk"): readonly Workload[] {
  const risk = suffix === "file" ? null : riskOf(new Map(Object.entries(LIMITS)));
  const described = (workload: string, bound: string, golden: readonly number[]) =>
    ({ workload: `${workload}-${suffix}`, bound, against: "row", ask: ASK, golden, goldenOfBound: golden }) as const;
  const signals = (name: "sparse" | "dense") =>
    oneSeries(name, W1_PROFILES[name], described("W1", `W1 ${name}`, W1_GOLDEN[name]), async () => {
      return { strategy: await loaded("signals"), params: { dense: name === "dense" }, risk };
    });
  return [
    signals("sparse"),
    signals("dense"),
    grid(W2_PROFILE, 1, described("W2", "W2", W2_GOLDEN), async () => ({ strategy: await loaded("averages"), risk })),
    bracketRun(W3_PROFILE, described("W3", "W3", W3_GOLDEN), async () => {
      return { strategy: await loaded("brackets"), risk };
    }),
  ];
}

export const product: readonly Workload[] = [...wayOf("file"), ...wayOf("risk")];
