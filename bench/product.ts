import { dirname, join } from "node:path";
import { riskOf } from "#risk/parse-risk";
import type { AnyStrategy } from "#strategy/define-strategy";
import { oneSeries, W1_GOLDEN, W1_PROFILES } from "./w1.ts";
import { grid, W2_GOLDEN, W2_PROFILE } from "./w2.ts";
import { bracketRun, W3_GOLDEN, W3_PROFILE } from "./w3.ts";
import type { Workload } from "./workload.ts";

/** What the whole way of a user's run may cost, times the kernel path; and where a limit cuts every entry. */
const ASK = 1.5;
const ASK_CUT = 2;

/** Limits that every order is held against and none exceeds, so that the figures are those without them. */
const WIDE = { maxPosition: "150%", maxGross: "150%", maxNet: "150%", maxPositions: "5" } as const;
/** A limit that cuts every entry of W1 to W3. */
const HALF = { maxPosition: "50%" } as const;

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

type Golden = Readonly<Record<"sparse" | "dense" | "W2" | "W3", readonly number[]>>;

/** Of the rows that these are held against. */
const WHOLE: Golden = { ...W1_GOLDEN, W2: W2_GOLDEN, W3: W3_GOLDEN };

/** Reached by bench/peers/half.py. */
const CUT: Golden = {
  sparse: [700, -0.7315501005795816, -0.11550511929368151, 0.7332469361660838],
  dense: [500_000, -0.26928783470093853, -0.026761533027991946, 0.28980777632005783],
  W2: [319_772, -4039.6662863250804, 0.1327798636889881, 0.224774662709294, 0.17545995033257633, 36],
  W3: [19_535, 64302.03132397583, 0.36241435117513676],
};

/** The rows with the strategy from a file, under limits or none; the bound is the row of the same workload without both. */
function wayOf(suffix: string, limits: Readonly<Record<string, string>> | null, ask: number, golden: Golden) {
  const risk = limits === null ? null : riskOf(new Map(Object.entries(limits)));
  const described = (workload: string, row: keyof Golden) => {
    const bound = workload === "W1" ? `W1 ${row}` : workload;
    const goldens = { golden: golden[row], goldenOfBound: WHOLE[row] };
    return { workload: `${workload}-${suffix}`, bound, against: "row", ask, ...goldens } as const;
  };
  const signals = (name: "sparse" | "dense") =>
    oneSeries(name, W1_PROFILES[name], described("W1", name), async () => {
      return { strategy: await loaded("signals"), params: { dense: name === "dense" }, risk };
    });
  return [
    signals("sparse"),
    signals("dense"),
    grid(W2_PROFILE, 1, described("W2", "W2"), async () => ({ strategy: await loaded("averages"), risk })),
    bracketRun(W3_PROFILE, described("W3", "W3"), async () => {
      return { strategy: await loaded("brackets"), risk };
    }),
  ];
}

export const product: readonly Workload[] = [
  ...wayOf("file", null, ASK, WHOLE),
  ...wayOf("risk", WIDE, ASK, WHOLE),
  ...wayOf("half", HALF, ASK_CUT, CUT),
];
