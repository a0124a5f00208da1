// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for; tabs and line breaks stay.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Characters of a word that are shown: a value may be as long as a file. */
const LONGEST_WORD = 300;

/** A line without what a terminal would obey rather than show, and with the rest of endless words left out. */
export function printable(line: string): string {
  return line
    .replace(CONTROL, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`)
    .replace(/\S+/g, (word) => (word.length > LONGEST_WORD ? `${word.slice(0, LONGEST_WORD)}…` : word));
}
