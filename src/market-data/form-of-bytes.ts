/** What a file is, by how it begins. */
export type FileForm = "empty" | "gzip" | "json" | "parquet" | "text" | "zip";

/** Bytes from the beginning of a file by which its form is told. */
export const FORM_BYTES = 4096;

/**
 * The form of a file by what it holds, whatever its name: a download is often named after what was asked for.
 * @param head its first bytes, `FORM_BYTES` of them or all there are
 */
export function formOf(head: Uint8Array): FileForm {
  if (head.length === 0) return "empty";
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  const mark = String.fromCharCode(...head.subarray(0, 4));
  if (mark === "PAR1" || mark === "PARE") return "parquet";
  // A file, the end of an empty archive, or a part of a split one.
  if (mark === "PK\x03\x04" || mark === "PK\x05\x06" || mark === "PK\x07\x08") return "zip";
  let p = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  while (p < head.length && SPACES.has(head[p]!)) p++;
  return isJson(head, p) ? "json" : "text";
}

const SPACES = new Set([9, 10, 13, 32]);

/** An array or object, not a header that begins with a bracket: what follows is a value, a name, or the end of it. */
function isJson(head: Uint8Array, at: number): boolean {
  const opening = head[at];
  if (opening !== 91 && opening !== 123) return false;
  let p = at + 1;
  while (p < head.length && SPACES.has(head[p]!)) p++;
  if (p >= head.length) return true;
  const next = String.fromCharCode(head[p]!);
  return opening === 123 ? /["'}]/.test(next) : /["'\-\d{[\]nN]/.test(next);
}
