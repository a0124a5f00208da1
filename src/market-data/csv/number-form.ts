/** How a file writes its numbers. Groups of thousands are of three digits: 1,23,456 is not read. */
export interface NumberForm {
  readonly decimal: "." | ",";
  /** Between groups of three digits; "": digits stand together. A space is also a no-break space, ' is also ’. */
  readonly thousands: "" | "," | "." | " " | "'";
}

/** 1234.5 and nothing else. */
export const POINT: NumberForm = { decimal: ".", thousands: "" };
