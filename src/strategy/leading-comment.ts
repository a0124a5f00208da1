/**
 * The doc comment of a strategy file: the one that stands right above its default export, else the first of the file.
 * Paragraphs are kept, lines within them joined; empty where there is none.
 */
export function leadingComment(source: string): string {
  const blocks = [...source.matchAll(/\/\*\*([\s\S]*?)\*\//g)];
  const above = blocks.find((block) => /^\s*export default\b/.test(source.slice(block.index + block[0].length)));
  const text = (above ?? blocks[0])?.[1] ?? "";
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*\*? ?/, "").trimEnd())
    .join("\n")
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim().replace(/\n/g, " "))
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");
}
