import { EVERY_COMMAND } from "./parse-flags.ts";
import { type FlagReference, shownFlag, shownWord, type VerbReference } from "./verb-reference.ts";

const INTRODUCTION = `# Commands and flags

This page is made from what the commands say of themselves; \`ivy COMMAND --help\` says the same in the terminal, \`man ivy\`
where the page is installed. \`ivy completion\` makes Tab fill in what stands here. How a line ends:
[exit-codes.md](exit-codes.md).
`;

/** The reference of all verbs and flags as Markdown: docs/cli.md, whole. */
export function cliReference(verbs: readonly VerbReference[]): string {
  const contents = verbs.map(({ name, summary }) => `- [ivy ${name}](#ivy-${name.replaceAll(" ", "-")}): ${summary}`);
  const everywhere = verbs[0]!.groups.find(({ heading }) => heading === EVERY_COMMAND)!;
  return [
    INTRODUCTION,
    ...contents,
    "",
    `## ${EVERY_COMMAND}`,
    "",
    ...table(everywhere.flags),
    "",
    ...verbs.map(section),
  ].join("\n");
}

function section({ name, summary, about, usage, words, groups, examples, readOn }: VerbReference): string {
  const lines = [
    `## ivy ${name}`,
    "",
    `${sentence(summary)}${about === null ? "" : ` ${about}`}`,
    "",
    `    ${usage}`,
    "",
  ];
  if (words.length > 0) lines.push(...words.map((word) => `- \`${shownWord(word)}\`: ${word.description}`), "");
  for (const { heading, flags } of groups) {
    if (heading !== EVERY_COMMAND) lines.push(`### ${heading}`, "", ...table(flags), "");
  }
  for (const { line, says } of examples) lines.push(...(says === null ? [] : [`    # ${says}`]), `    ${line}`);
  lines.push("");
  if (readOn.length > 0) {
    const links = readOn.map((page) => `[${page.replace(/^docs\//, "")}](${page.replace(/^docs\//, "")})`);
    lines.push(`Read on: ${links.join(", ")}`, "");
  }
  return lines.join("\n");
}

function table(flags: readonly FlagReference[]): string[] {
  const rows = flags.map((flag) => `| \`${cell(shownFlag(flag))}\` | ${cell(flag.description)} |`);
  return ["| flag | |", "|---|---|", ...rows];
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}
