/** The names of a list with commas between; a comma within parentheses or braces belongs to its name: hedge(KO,PEP,252). */
export function splitTickers(text: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === "(" || character === "{") depth++;
    else if (character === ")" || character === "}") depth = Math.max(0, depth - 1);
    else if (character === "," && depth === 0) {
      names.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  names.push(text.slice(from).trim());
  return names;
}
