import type { Admit } from "../admit.ts";

/** The rows of a file, header not included, as bytes that come piece by piece. */
export interface ByteSource {
  /** Writes the next bytes to the beginning of `into`; returns how many, 0 at the end and only there. */
  readonly next: (into: Uint8Array) => number;
  /** About how many bytes there are, for making room; 0: not known. */
  readonly size: number;
  /** Line of the file on which the first of them stands, from 1. */
  readonly line: number;
  /** Throws where so many bytes of memory cannot be had; asked before columns of any size are made. */
  readonly admit?: Admit | undefined;
}

/** Bytes that are in memory already, from `from` on, which stands on line `line` of its file. */
export function bytesFrom(bytes: Uint8Array, from: number, line: number, admit?: Admit): ByteSource {
  let at = from;
  return {
    size: bytes.length - from,
    line,
    admit,
    next(into) {
      const piece = bytes.subarray(at, at + into.length);
      into.set(piece);
      at += piece.length;
      return piece.length;
    },
  };
}
