import { DataError } from "#base/errors";

/** A file in a zip archive, as the directory at its end lists it. */
export interface ZipMember {
  /** With the folders it lies in, parted by slashes. */
  readonly name: string;
  readonly packedSize: number;
  readonly size: number;
  readonly crc: number;
  /** 0: stored, 8: deflated; others are hardly met. */
  readonly method: number;
  readonly isEncrypted: boolean;
  /** Where its own header begins. */
  readonly at: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;

/**
 * The files of a zip archive, in the order of its directory; folders are left out.
 *
 * *Source* PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16 and 4.5.3.
 * @throws DataError `broken-zip` for one that is cut off
 */
export function readZipDirectory(bytes: Uint8Array, file: string): readonly ZipMember[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === -1) throw brokenZip(file, "its directory, which stands at the end, is missing");
  let count = view.getUint16(end + 10, true);
  let p = view.getUint32(end + 16, true);
  const locator = end - 20;
  if (locator >= 0 && view.getUint32(locator, true) === LOCATOR_64) {
    const end64 = Number(view.getBigUint64(locator + 8, true));
    if (end64 + 56 > bytes.length || view.getUint32(end64, true) !== END_64) throw brokenZip(file, OUT_OF_PLACE);
    count = Number(view.getBigUint64(end64 + 32, true));
    p = Number(view.getBigUint64(end64 + 48, true));
  }
  const members: ZipMember[] = [];
  for (let i = 0; i < count; i++) {
    if (p + 46 > bytes.length || view.getUint32(p, true) !== ENTRY) throw brokenZip(file, OUT_OF_PLACE);
    const flags = view.getUint16(p + 8, true);
    const nameLength = view.getUint16(p + 28, true);
    const extraLength = view.getUint16(p + 30, true);
    const extraAt = p + 46 + nameLength;
    if (extraAt + extraLength > bytes.length) throw brokenZip(file, OUT_OF_PLACE);
    const long = readLong(view, extraAt, extraAt + extraLength);
    const sized = (field: number) =>
      view.getUint32(field, true) === 0xffffffff ? long() : view.getUint32(field, true);
    const size = sized(p + 24);
    const packedSize = sized(p + 20);
    const at = sized(p + 42);
    // Without the mark for UTF-8 a name is in a code page of old: for a ticker both are ASCII.
    const name = new TextDecoder().decode(bytes.subarray(p + 46, extraAt)).replaceAll("\\", "/");
    if (!name.endsWith("/")) {
      members.push({
        name,
        size,
        packedSize,
        at,
        crc: view.getUint32(p + 16, true),
        method: view.getUint16(p + 10, true),
        isEncrypted: (flags & 1) === 1,
      });
    }
    p = extraAt + extraLength + view.getUint16(p + 32, true);
  }
  return members;
}

const OUT_OF_PLACE = "its directory does not stand where its end says";

/** What stands before the packed bytes of a member: a header of 30 bytes, its name, and more. */
export function packedBytes(bytes: Uint8Array, { at, packedSize }: ZipMember, file: string): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + 30 > bytes.length) throw brokenZip(file, "a file in it begins after its end");
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (from + packedSize > bytes.length) throw brokenZip(file, "a file in it goes beyond its end");
  return bytes.subarray(from, from + packedSize);
}

export function brokenZip(file: string, what: string, cause?: unknown): DataError {
  return new DataError({
    code: "broken-zip",
    message: `${file} is not a whole zip archive: ${what}.`,
    where: { file },
    help: "It may be cut off: get it again.",
    ...(cause !== undefined && { cause }),
  });
}

/** Where the last record begins: before a comment, which is nearly always empty. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT);
  for (let p = view.byteLength - END_LENGTH; p >= first; p--) if (view.getUint32(p, true) === END) return p;
  return -1;
}

/** The sizes of archives beyond 4 GB, one after the other, in the field 0x0001 of the extra bytes [from, to). */
function readLong(view: DataView, from: number, to: number): () => number {
  let p = from;
  while (p + 4 <= to && view.getUint16(p, true) !== 1) p += 4 + view.getUint16(p + 2, true);
  p += 4;
  return () => {
    p += 8;
    return p <= to ? Number(view.getBigUint64(p - 8, true)) : 0xffffffff;
  };
}
