import type { Finding } from "#results/documents/finding";
import type { RunFacts } from "./run-facts.ts";

/** A share of an adjusted price is not a share that was traded: what is charged per share, or goes by volume, is off there. */
export function checkAdjustedCosts({ record, costModels }: RunFacts): Finding[] {
  const adjusted = record.market.assets.filter(({ series }) => series.adjusted);
  if (adjusted.length === 0 || record.fills.length === 0) return [];
  const findings: Finding[] = [];
  const which =
    adjusted.length === record.market.assets.length ? "prices" : adjusted.map(({ symbol }) => symbol).join(", ");
  if (costModels.perShare) {
    findings.push({
      id: "per-share-adjusted",
      severity: "info",
      message: `commission is per share, and ${which} are adjusted: their shares are more than were traded then, and so are the fees`,
      help: "say it as a share of the notional (--commission 1bps), or give raw prices",
    });
  }
  if (costModels.byVolume) {
    findings.push({
      id: "volume-adjusted",
      severity: "info",
      message: `slippage goes by volume, and ${which} are adjusted: a fill takes another share of the volume than it would have`,
      help: "give raw prices, with their splits and dividends in --actions",
    });
  }
  return findings;
}
