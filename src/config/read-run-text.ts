import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { ConfigError, IoError } from "#base/errors";
import { nearest } from "#base/nearest";
import type { Place } from "./origin.ts";
import { mistakeAt } from "./spot.ts";

/** Room for thousands of settings; what is larger is some other file. */
const LARGEST_BYTES = 256 * 1024;

/**
 * The text of a run file. Throws ConfigError where the file is missing, a folder, too large or no text, IoError where it may
 * not be read.
 *
 * @param from the include that names the file; null where a person does
 */
export function readRunText(file: string, shown: string, from: Place | null): string {
  const refuse = (code: string, words: string, help: string): ConfigError =>
    from === null
      ? new ConfigError({ code, message: `${shown} ${words}.`, where: { file: shown }, help })
      : mistakeAt(from, code, `${shown} ${words}`, help);
  let bytes: Uint8Array;
  try {
    const about = statSync(file);
    if (about.isDirectory()) {
      const inside = runFilesIn(file);
      const example = inside.length === 0 ? "" : ` Here are ${inside.slice(0, 5).join(", ")}.`;
      throw refuse("config-is-a-folder", "is a folder, not a run file", `Name a file in it.${example}`);
    }
    if (!about.isFile()) throw refuse("config-is-no-file", "is no plain file", "Write the settings to a file first.");
    if (about.size > LARGEST_BYTES) {
      const size = about.size < 1e6 ? `${Math.round(about.size / 1000)} kB` : `${Math.round(about.size / 1e6)} MB`;
      const help = "A run file holds some dozen lines, at most 256 kB. Prices are named by the key data.";
      throw refuse("config-too-large", `has ${size}: that is no run file`, help);
    }
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const code = (error as { code?: string }).code;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw refuse("no-such-config", "does not exist", missingHelp(file, shown));
    const isForbidden = code === "EACCES" || code === "EPERM";
    const why = isForbidden
      ? ": this user may not"
      : code === "ELOOP"
        ? ": it is a link that leads back to itself"
        : "";
    throw new IoError({
      code: "config-not-readable",
      message: `${shown} cannot be read${why}.`,
      where: { file: shown, ...(code !== undefined && { received: code }) },
      help: isForbidden ? "Give yourself permission to read it: chmod u+r." : "Check its path.",
      cause: error,
    });
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // Said below, in the same words as a file with zero bytes.
  }
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  throw isUtf16
    ? refuse("config-not-text", "is written in UTF-16", "Save it as UTF-8.")
    : refuse("config-not-text", "is no text: it holds bytes that no text has", "Name a run file in YAML.");
}

function missingHelp(file: string, shown: string): string {
  const inside = runFilesIn(dirname(file));
  // The ending that all of them share makes strangers look alike.
  const bare = (name: string) => name.replace(/\.ya?ml$/i, "");
  const word = nearest(bare(basename(file)), inside.map(bare));
  const near = inside.find((name) => bare(name) === word) ?? null;
  return near === null
    ? "Check its path, or write one to start from: ivy config init FILE"
    : `did you mean "${shown.slice(0, shown.length - basename(file).length)}${near}"?`;
}

function runFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/i.test(name))
      .sort();
  } catch {
    return [];
  }
}
