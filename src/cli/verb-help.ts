import { type HelpStyle, heading } from "./help-text.ts";
import { wrap } from "./screens/wrap.ts";
import { shownFlag, type VerbReference } from "./verb-reference.ts";

/** What `ivy VERB --help` prints; nothing is wider than the style says. */
export function verbHelp(verb: VerbReference, style: HelpStyle): string {
  const flagWidth = Math.max(...verb.groups.flatMap(({ flags }) => flags.map((flag) => shownFlag(flag).length)));
  const lines = [
    `ivy ${verb.name}: ${verb.summary}`,
    ...(verb.about === null ? [] : wrap(verb.about, style.width)),
    "",
    ...hanging(`${heading("Usage:", style)}  `, "Usage:  ".length, verb.usage, style.width),
    "",
  ];
  if (verb.words.length > 0) {
    const width = Math.max(...verb.words.map((word) => word.name.length));
    for (const { name, description } of verb.words) lines.push(...row(name, width, description, style.width));
    lines.push("");
  }
  for (const group of verb.groups) {
    lines.push(heading(group.heading, style));
    for (const flag of group.flags) lines.push(...row(shownFlag(flag), flagWidth, flag.description, style.width));
    lines.push("");
  }
  lines.push(heading(verb.examples.length === 1 ? "Example" : "Examples", style));
  for (const { line, says } of verb.examples) {
    // Each line a comment of its own: what is copied into a shell must not be run.
    if (says !== null) lines.push(...wrap(says, style.width - 4).map((text) => `  # ${text}`));
    lines.push(`  ${line}`);
  }
  if (verb.readOn.length > 0) {
    const before = "Read on:  ";
    const [first, ...more] = wrap(verb.readOn.join(", "), style.width - before.length);
    const below = [...more, "(ivy doctor says where they lie)"].map((text) => " ".repeat(before.length) + text);
    lines.push("", `${heading("Read on:", style)}  ${first}`, ...below);
  }
  return `${lines.join("\n")}\n`;
}

function row(name: string, nameWidth: number, text: string, width: number): string[] {
  const before = `  ${name.padEnd(nameWidth)}   `;
  return hanging(before, before.length, text, width);
}

/** The text in lines that start where the first one does. */
function hanging(before: string, indent: number, text: string, width: number): string[] {
  const [first, ...more] = wrap(text, Math.max(20, width - indent));
  return [before + first, ...more.map((line) => " ".repeat(indent) + line)];
}
