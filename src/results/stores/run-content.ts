/**
 * What a file of a run folder holds: all of it, or a function that makes it piece by piece, the same each time that it is
 * called. A piece holds only until the next one is asked for.
 */
export type RunContent = string | Uint8Array | (() => Iterable<string | Uint8Array>);

/** Name to exact content. */
export type RunContents = ReadonlyMap<string, RunContent>;

/** The content as bytes, piece by piece. */
export function* bytesOf(content: RunContent): Generator<Buffer, void, undefined> {
  for (const piece of typeof content === "function" ? content() : [content]) {
    yield typeof piece === "string"
      ? Buffer.from(piece)
      : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  }
}
