import type { Admit } from "../admit.ts";
import { type ByteSource, bytesFrom } from "./parse-source.ts";

/** The bytes of a text file: its beginning at hand, the whole of it piece by piece. */
export interface CsvContent {
  /** The first bytes; all of them where `isWhole`. */
  readonly head: Uint8Array;
  readonly isWhole: boolean;
  /** The bytes from `offset` on, which stands on line `line`; may be asked for again. */
  readonly from: (offset: number, line: number) => ByteSource;
}

/** A file that is in memory. */
export function contentOf(bytes: Uint8Array, admit?: Admit): CsvContent {
  return { head: bytes, isWhole: true, from: (offset, line) => bytesFrom(bytes, offset, line, admit) };
}
