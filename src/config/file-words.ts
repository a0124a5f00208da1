import { SETTING_KEYS } from "./given-settings.ts";
import { TRADING_SECTION_NAMES } from "./trading-sections.ts";

const KEYS = SETTING_KEYS.join("|");
const SECTIONS = TRADING_SECTION_NAMES.join("|");

/** A message about a flag as one about a key. */
export function inFileWords(words: string): string {
  return words
    .replace("--set ", "")
    .replace(new RegExp(`of --(${SECTIONS})\\b`), 'of "$1"')
    .replace(/--read (\S+?)=/, "data.$1: ")
    .replace(new RegExp(`--(${SECTIONS}) (\\S+?)=`), "$1.$2: ")
    .replace(new RegExp(`--(${KEYS})\\b`, "g"), "$1");
}

/**
 * Help in the same words: the near miss first, where it stands beside the mark; then the other lines.
 *
 * @param isKeyWrong of a pair the key is what was meant otherwise, not the value
 */
export function helpInFileWords(help: string, isKeyWrong = false): string {
  const near: string[] = [];
  const others: string[] = [];
  for (const line of help.split("\n")) {
    const both = /^Did you mean: --(\S+) (\S+) --(\S+) (\S+)$/.exec(line);
    const pair = new RegExp(`^Did you mean: --(?:read|${SECTIONS}) (\\S+?)=(.+)$`).exec(line);
    const flag = /^Did you mean: --\S+ (.+)$/.exec(line);
    const word = /^Did you mean "?([^"?]+)"?\?(?: Type: --\S+ \S+)?(?: (.+))?$/.exec(line);
    if (both !== null) near.push(`did you mean ${both[1]}: ${both[2]}, ${both[3]}: ${both[4]}?`);
    else if (pair !== null) near.push(`did you mean "${pair[isKeyWrong ? 1 : 2]}"?`);
    else if (flag !== null) near.push(`did you mean "${flag[1]}"?`);
    else if (word !== null) near.push(`did you mean "${word[1]}"?`, ...(word[2] === undefined ? [] : [word[2]]));
    else others.push(line);
  }
  const [first, ...more] = near;
  return [...(first === undefined ? [] : [first]), ...more, ...others].map(settingsInFileWords).join("\n");
}

function settingsInFileWords(line: string): string {
  return line
    .replace(/--set ([\w.-]+)=(\S+?)(\.?)(?=\s|$)/g, "params: { $1: $2 }$3")
    .replace(new RegExp(`(: | or )--(${KEYS}) `, "g"), "$1$2: ")
    .replace(new RegExp(`--(${KEYS})\\b`, "g"), '"$1"');
}
