import { crc32, inflateRawSync } from "node:zlib";
import { DataError } from "#base/errors";
import { isPriceFileName } from "../file-names.ts";
import { FORM_BYTES, formOf } from "../form-of-bytes.ts";
import { brokenZip, packedBytes, readZipDirectory, type ZipMember } from "./zip-directory.ts";

/** A price file in an archive. */
export interface PackedFile {
  /** Without the folders it lies in. */
  readonly name: string;
  /** Archive and member, as errors name it: prices.zip/KO.csv. */
  readonly file: string;
  /** Throws a DataError where it is damaged. */
  unpack(): Uint8Array;
}

/** As much as Node reads of a file that is not packed. */
const MOST_UNPACKED = 2 ** 31 - 1;

/** Deflate packs to a thousandth at most: what says that it packs better lies about its size. */
const BEST_PACKING = 1032;

const BESIDE = /^(readme|licen[cs]e|notice|changelog|about|terms)\b/i;
const NESTED = /\.(zip|7z|rar|tar|tgz|tar\.gz|xz|bz2)$/i;

/** Excel's files, and those of LibreOffice, are archives that hold one of these. */
const SHEETS = /^(xl\/workbook\.(xml|bin)|content\.xml)$/;

/**
 * The price files of a zip archive: those with the ending of one, or the only file in it whatever its ending. Hidden files and what
 * macOS adds are passed over.
 * @throws DataError for an archive that is empty, cut off, encrypted, nested, or would unpack to more than memory holds
 */
export function openZip(bytes: Uint8Array, file: string): readonly PackedFile[] {
  const members = readZipDirectory(bytes, file).filter(({ name }) => !isHidden(name));
  if (members.length === 0)
    throw refused("empty-archive", `${file} holds no file.`, file, "Put the price files in it.");
  if (members.some(({ name }) => SHEETS.test(name))) {
    const help = "Open it and save the sheet as CSV.";
    throw refused("spreadsheet", `${file} is a spreadsheet, not a file of prices.`, file, help);
  }
  const prices = members.filter(({ name }) => isPrices(name));
  const chosen = prices.length > 0 || members.length > 1 ? prices : members;
  const [nested] = members.filter(({ name }) => NESTED.test(name));
  if (nested !== undefined && (prices.length === 0 || chosen.includes(nested))) throw nestedArchive(nested.name, file);
  if (chosen.length === 0) throw noPrices(members, file);
  for (const member of chosen) refuseMember(member, file);
  const total = chosen.reduce((sum, { size }) => sum + size, 0);
  if (total > 64 * MOST_UNPACKED) throw tooLarge(file, file, total);
  return chosen.map((member) => ({
    name: baseOf(member.name),
    file: `${file}/${member.name}`,
    unpack: () => unpack(bytes, member, file),
  }));
}

function unpack(bytes: Uint8Array, member: ZipMember, file: string): Uint8Array {
  const packed = packedBytes(bytes, member, file);
  const damaged = (cause?: unknown) => brokenZip(file, `${member.name} in it is damaged`, cause);
  let plain: Uint8Array;
  try {
    plain = member.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, member.size) });
  } catch (cause) {
    throw damaged(cause);
  }
  if (plain.length !== member.size || crc32(plain) !== member.crc) throw damaged();
  if (formOf(plain.subarray(0, FORM_BYTES)) === "zip") throw nestedArchive(member.name, file);
  return plain;
}

function nestedArchive(name: string, file: string): DataError {
  const help = "Unpack the outer one: an archive in an archive is not opened.";
  return refused("nested-archive", `${file} holds another archive: ${name}.`, file, help);
}

function refuseMember(member: ZipMember, file: string): void {
  const { name, size, packedSize, method, isEncrypted } = member;
  if (isEncrypted) {
    const help = "Unpack it with its password, and name the file itself.";
    throw refused("encrypted", `${name} in ${file} is encrypted.`, file, help);
  }
  if (method !== 0 && method !== 8) {
    const help = "Unpack it, or pack it again by the usual method (deflate).";
    throw refused(
      "unknown-packing",
      `${name} in ${file} is packed by method ${method}, which is not read.`,
      file,
      help,
    );
  }
  if (size > MOST_UNPACKED || size > packedSize * BEST_PACKING + 1024) throw tooLarge(file, name, size);
}

function tooLarge(file: string, name: string, size: number): DataError {
  const figure = `${(size / 1e9).toFixed(1)} GB`;
  return new DataError({
    code: "too-large",
    message: `${name} in ${file} says that it unpacks to ${figure}.`,
    where: { file, expected: "at most 2 GB, and not more than deflate can pack", received: figure },
    help: "Unpack it yourself if you trust it, and split it: one file per ticker.",
  });
}

function noPrices(members: readonly ZipMember[], file: string): DataError {
  const names = members.map(({ name }) => name);
  const listed =
    names.length <= 12 ? names.join(", ") : `${names.slice(0, 12).join(", ")} and ${names.length - 12} more`;
  return new DataError({
    code: "no-price-files",
    message: `${file} holds no price file.`,
    where: { file, expected: "NAME.csv, .tsv, .txt, .json or .parquet for each ticker", received: listed },
    help: "Unpack it, and name the file of prices.",
  });
}

function refused(code: string, message: string, file: string, help: string): DataError {
  return new DataError({ code, message, where: { file }, help });
}

/** True for the name of a member that may hold prices itself. */
function isPrices(name: string): boolean {
  return isPriceFileName(baseOf(name)) && !NESTED.test(name) && !BESIDE.test(baseOf(name));
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function isHidden(name: string): boolean {
  return name.split("/").some((part) => (part.startsWith(".") && part !== "." && part !== "..") || part === "__MACOSX");
}
