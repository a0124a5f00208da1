import type { Finding } from "#results/documents/finding";
import { counted, type RunFacts } from "./run-facts.ts";

/** What risk has cut and refused, in one line. */
export function checkRiskCuts({ record: { risk } }: RunFacts): Finding[] {
  const [most] = risk;
  if (most === undefined) return [];
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
  ];
}
