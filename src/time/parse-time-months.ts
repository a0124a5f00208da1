/** Full names, in the order of the year, folded to ASCII: English, German, French, Spanish, Italian, Portuguese, Dutch. */
const NAMES = [
  "january february march april may june july august september october november december",
  "januar februar marz april mai juni juli august september oktober november dezember",
  "janner februar maerz april mai juni juli august september oktober november dezember",
  "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
  "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
  "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
  "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
  "januari februari maart april mei juni juli augustus september oktober november december",
  // Short forms that do not begin as the name does.
  "jan feb mrz apr mai jun jul aug sep okt nov dez",
  "jan feb mrt apr mei jun jul aug sep okt nov dec",
].map((names) => names.split(" "));

/** Every beginning of a name, three letters or more, that can be one month only: jui is June or July, and is not here. */
const MONTHS = beginnings();

function beginnings(): ReadonlyMap<string, number> {
  const months = new Map<string, number>();
  for (const names of NAMES) {
    for (const [i, name] of names.entries()) {
      for (let length = 3; length <= name.length; length++) {
        const start = name.slice(0, length);
        const known = months.get(start);
        months.set(start, known === undefined || known === i + 1 ? i + 1 : 0);
      }
    }
  }
  return months;
}

/** À to ÿ without their marks, by their code in Latin-1. */
const FOLDED = "aaaaaaaceeeeiiiidnooooo-ouuuuy--aaaaaaaceeeeiiiidnooooo-ouuuuy-y";

/**
 * The letters in [from, to) in lower case, without accents; UTF-8, or one byte a letter as in Latin-1.
 * @returns "" when something else stands there too
 */
export function foldedLetters(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let p = from; p < to; p++) {
    const byte = bytes[p]!;
    const lower = byte | 32;
    if (lower >= 97 && lower <= 122) text += String.fromCharCode(lower);
    else if (byte === 0xc3 && p + 1 < to && (bytes[p + 1]! & 0xc0) === 0x80) text += FOLDED[bytes[++p]! & 0x3f];
    else if (byte >= 0xc0) text += FOLDED[byte - 0xc0];
    else return "";
  }
  return text;
}

/** The month that a name stands for, from 1; 0 when it is none. */
export function monthNamed(letters: string): number {
  return MONTHS.get(letters) ?? 0;
}
