import { SIZED_NOTHING } from "#domain/risk-count";
import type { Finding } from "#results/documents/finding";
import { counted, type RunFacts } from "./run-facts.ts";

const SIZING_UNUSED: Finding = {
  id: "sizing-unused",
  severity: "warning",
  message: "the sizing of risk has sized no order: the strategy gives each a size of its own",
  help: "leave sizing out, or the sizes in the strategy",
};

/** What risk has cut and refused, in one line; and a sizing that had nothing to size. */
export function checkRiskCuts({ record: { risk } }: RunFacts): Finding[] {
  const unused = risk.some(({ reason }) => reason === SIZED_NOTHING) ? [SIZING_UNUSED] : [];
  const [most] = risk;
  if (most === undefined || most.reason === SIZED_NOTHING) return unused;
  const trimmed = risk.reduce((sum, count) => sum + count.trimmed, 0);
  const refused = risk.reduce((sum, count) => sum + count.refused, 0);
  const parts = [
    ...(trimmed > 0 ? [`cut ${counted(trimmed, "order")}`] : []),
    ...(refused > 0 ? [`refused ${counted(refused, "order")}`] : []),
  ];
  return [
    {
      id: "risk-cuts",
      severity: "info",
      message: `risk ${parts.join(" and ")}, most often: ${most.reason.replace(/^risk: /, "")}`,
      help: "orders.csv in the run folder has the reason of each",
    },
    ...unused,
  ];
}
