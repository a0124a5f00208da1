import { METRIC_DEFINITIONS, type MetricGroup } from "#metrics/definitions";
import { METRIC_IDS } from "#results/documents/metric-ids";

const GROUPS: Readonly<Record<MetricGroup, string>> = {
  return: "Return",
  risk: "Risk",
  drawdown: "Drawdown",
  activity: "Activity and costs",
  trades: "Trades",
  benchmark: "Against the benchmark",
};

const BETTER = { higher: "higher is better", lower: "lower is better", none: "neither way is better" } as const;

const INTRODUCTION = `# Metrics

This page is made from the table of definitions in \`src/metrics/definitions.ts\`.

Returns are simple and per session: intraday runs are seen at the last bar of each session of the market that all prices follow
([time.md](time.md)), or of each UTC day where none is known. They run from the first measured bar on. The return of that bar on the
starting cash counts only where it is not 0; where orders fill at the next open nothing could have happened yet. Periods per
year are the sessions of that market (252 in New York), else 252, or 365 for data with Saturdays; 52 for weeks, 12 for months. The
risk-free rate is 0 unless it is given. Drawdowns are over every measured close. Trade figures are of closed trades, net
of costs. In documents fractions are not percent, and a figure that is not defined is \`null\` with its reason under
\`notes\`.

With \`--convention backtesting-py\` the figures that carry a line saying so follow backtesting.py 0.6.6.
`;

/** The reference of all metrics as Markdown: docs/metrics.md, whole. */
export function metricsReference(): string {
  const sections = (Object.keys(GROUPS) as MetricGroup[]).map((group) => {
    const entries = METRIC_IDS.filter((id) => METRIC_DEFINITIONS[id].group === group).map(entry);
    return `## ${GROUPS[group]}\n\n${entries.join("\n")}`;
  });
  return `${INTRODUCTION}\n${sections.join("\n")}`;
}

function entry(id: (typeof METRIC_IDS)[number]): string {
  const metric = METRIC_DEFINITIONS[id];
  const theirs = metric.backtestingPy === undefined ? "" : `- backtesting-py: ${metric.backtestingPy}\n`;
  return `### \`${id}\` ${metric.label}

- ${metric.formula}
- unit: ${metric.unit}; ${BETTER[metric.direction]}
- needs ${metric.minimum === "none" ? "nothing" : metric.minimum}; null when: ${metric.undefinedWhen}
- source: ${metric.source}
${theirs}`;
}
