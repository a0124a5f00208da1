import type { Where } from "#base/errors";

/** Something that happened to a share on a day (midnight UTC, epoch ms). */
export type ActionEvent = { readonly symbol: string; readonly day: number; readonly where: Where } & (
  | {
      readonly kind: "split";
      /** New shares for an old one. */
      readonly ratio: number;
    }
  | {
      readonly kind: "dividend";
      /** Cash per share on its ex-date. */
      readonly cash: number;
    }
  /** The day on which it was traded last. */
  | { readonly kind: "delisting" }
  | {
      readonly kind: "symbol change";
      /** The other of the two names: which of them is that of today, a source knows. */
      readonly other: string;
    }
);
