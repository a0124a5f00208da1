import { cellsOf } from "./screens/cells.ts";
import { wrap } from "./screens/wrap.ts";

/** A line of a file as an error shows it: its number, a bar, and the text. Its mark has no number. */
const SOURCE = /^\d* *\| /;

/**
 * The lines of an error for a terminal of so many columns: broken between words, a line of a file cut around its mark.
 * What a person takes over by the mouse stays in one piece: a command, a long path.
 */
export function fitLines(lines: readonly string[], width: number): string[] {
  const out: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (!SOURCE.test(line)) {
      // The first line says what happened, also where it begins with a command's name.
      const isCommand = i > 0 && /(^|: +)ivy [a-z-]+ /.test(line);
      const hasLongWord = line.split(" ").some((word) => cellsOf(word) > width);
      out.push(...(isCommand || hasLongWord ? [line] : wrap(line, width)));
      continue;
    }
    const next = lines[i + 1];
    const hasMark = next !== undefined && /^ *\| \s*\^/.test(next);
    out.push(...cutSource(line, hasMark ? next : "", width));
    if (hasMark) i++;
  }
  return out;
}

/** A source line and its mark, cut so that the mark is seen; as they are where they fit. */
function cutSource(line: string, mark: string, width: number): string[] {
  const before = SOURCE.exec(line)![0].length;
  const room = width - before;
  const text = line.slice(before);
  const both = mark === "" ? [line] : [line, mark];
  if (cellsOf(text) <= room || room < 10) return both;
  const at = mark.slice(before).indexOf("^");
  const start = at < room - 3 ? 0 : Math.min(at - Math.floor(room / 2), text.length - room);
  const end = start + room;
  const seen = `${start > 0 ? "…" : ""}${text.slice(start > 0 ? start + 1 : 0, end < text.length ? end - 1 : end)}${end < text.length ? "…" : ""}`;
  const cut = [line.slice(0, before) + seen];
  // A mark without end would wrap in its turn; what is said beside it stays whole.
  const [, carets, beside] = /^(\^*)(.*)$/.exec(mark.slice(before + Math.max(0, at)))!;
  if (mark !== "") {
    const shown = carets!.slice(0, Math.max(1, room - (at - start)));
    // Tabs before the mark stay tabs.
    const lead = start === 0 ? mark.slice(before, before + at) : " ".repeat(at - start);
    cut.push(mark.slice(0, before) + lead + shown + beside!);
  }
  return cut;
}
