import { expect, test } from "vitest";
import { refuseOther } from "./refuse-other.ts";

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const HEADER = "date,open,high,low,close,volume\n2013-01-02,1,1,1,1,1\n";

/** Each letter in four bytes, the last of them first where `little`. */
function utf32(text: string, little: boolean): Uint8Array {
  return Uint8Array.from(
    [...text].flatMap((letter) => [0, 0, 0, letter.codePointAt(0)!].sort((a, b) => (little ? b - a : a - b))),
  );
}

test.each([
  ["little-endian", utf32(HEADER, true)],
  ["big-endian", utf32(HEADER, false)],
  ["little-endian with its mark", Uint8Array.from([0xff, 0xfe, 0, 0, ...utf32(HEADER, true)])],
  ["big-endian with its mark", Uint8Array.from([0, 0, 0xfe, 0xff, ...utf32(HEADER, false)])],
])("UTF-32 is called so: %s", (_, bytes) => {
  expect(() => refuseOther(bytes, "KO.csv")).toThrow("KO.csv is not a CSV file: it is UTF-32.");
});

test.each([
  ["an old spreadsheet", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "spreadsheet"],
  ["7-Zip", "7z\xbc\xaf\x27\x1c", "packed, and neither by gzip nor by zip"],
  ["bzip2", "BZh91AY&SY", "packed, and neither by gzip nor by zip"],
  ["xz", "\xfd7zXZ\0\0", "packed, and neither by gzip nor by zip"],
  ["Zstandard", "\x28\xb5\x2f\xfd\x04\x58", "packed, and neither by gzip nor by zip"],
  ["HDF5", "\x89HDF\r\n\x1a\n", "a form that is not read"],
  ["Feather", "ARROW1\0\0", "a form that is not read"],
  ["SQLite", "SQLite format 3\0", "a form that is not read"],
])("%s is called what it is", (_, bytes, word) => {
  expect(() => refuseOther(latin1(bytes), "KO.csv")).toThrow(word);
});

test("text is not refused, whatever letters it begins with", () => {
  for (const text of [
    HEADER,
    "7z,date,close\n",
    "Bz,date,close\n",
    "date\n",
    "\xef\xbb\xbfdate,close\n",
    "D\xe4tum;Schluss\n",
  ]) {
    expect(() => refuseOther(latin1(text), "KO.csv")).not.toThrow();
  }
});
