import type { CommissionModel } from "../commission-model.ts";
import type { FillContext } from "../fill-context.ts";

/**
 * What regulators take of sales of US equities and brokers pass on; every date is charged today's rates.
 *
 * *Source*: Section 31 of the Securities Exchange Act, 20.60 dollars per million sold from 2026-04-04 (SEC release 34-104909
 * of 2026-02-27); FINRA trading activity fee, 0.000195 dollars per share sold, at most 9.79 a trade, from 2026-01-01 (FINRA
 * By-Laws, Schedule A, section 1). Fees of the consolidated audit trail (a hundredth of a cent a share and less) are left out.
 */
export const US_FEES = { ofSales: 20.6e-6, perShare: 0.000195, perShareAtMost: 9.79 } as const;

/** The fees of US_FEES on sales, short sales included; purchases are free: `us-fees`. A trade is an order. */
export class UsFees implements CommissionModel {
  readonly name: string;
  readonly fixed = 0;

  constructor(name: string) {
    this.name = name;
  }

  unit(price: number): number {
    return price * US_FEES.ofSales + US_FEES.perShare;
  }

  charge(quantity: number, price: number): number {
    return quantity * price * US_FEES.ofSales + activityFee(quantity);
  }

  chargeOn({ side, quantity, price, orderUnits }: FillContext): number {
    if (side > 0) return 0;
    return quantity * price * US_FEES.ofSales + activityFee(orderUnits + quantity) - activityFee(orderUnits);
  }
}

function activityFee(shares: number): number {
  return Math.min(shares * US_FEES.perShare, US_FEES.perShareAtMost);
}
