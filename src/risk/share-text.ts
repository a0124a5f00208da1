/** A share as people write it: 0.2 is "20 %", 1.5 is "150 %". */
export function shareText(share: number): string {
  return `${Number((share * 100).toPrecision(12))} %`;
}
