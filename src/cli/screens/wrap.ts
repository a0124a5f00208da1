/** A text in lines of at most `width` characters, broken between words; a word that is longer stands alone. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" && lines.length === 0 ? word : line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** Parts side by side where they fit in `width`, else on lines of their own. */
export function flow(parts: readonly string[], gap: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + gap.length + part.length <= width)
      lines[lines.length - 1] = last + gap + part;
    else lines.push(...wrap(part, width));
  }
  return lines;
}
