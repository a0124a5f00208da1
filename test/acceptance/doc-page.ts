/** What a page shows that can be tried: files to write, and lines to type, in their order. */
export type Step =
  | { readonly kind: "file"; readonly path: string; readonly content: string }
  | { readonly kind: "command"; readonly command: string; readonly exit: number };

/**
 * Reads a Markdown page. A fenced block whose first line is a comment with a path (`// strategies/mine.ts`, `# run.yaml`) is
 * that file; so is one with a path behind the language. In blocks marked `sh`, and in indented ones, each line that starts with `ivy ` is typed; `# exit 1` behind it says
 * with what it ends when not with 0. Other blocks are only shown.
 */
export function readSteps(markdown: string): Step[] {
  const steps: Step[] = [];
  const lines = markdown.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const fence = /^\s*```(\w*)(?: (\S+))?$/.exec(lines[i]!);
    if (fence !== null) {
      const end = lines.findIndex((line, at) => at > i && /^\s*```$/.test(line));
      const block = lines.slice(i + 1, end);
      if (fence[1] === "sh") steps.push(...joined(block).flatMap(commandOf));
      else if (fence[2] !== undefined) steps.push({ kind: "file", path: fence[2], content: `${block.join("\n")}\n` });
      else steps.push(...fileOf(block));
      i = end;
    } else if (/^ {4}ivy /.test(lines[i]!)) steps.push(...commandOf(lines[i]!));
  }
  return steps;
}

function fileOf(block: readonly string[]): Step[] {
  const path = /^(?:\/\/|#) (\S+\.\w+)$/.exec(block[0] ?? "")?.[1];
  return path === undefined ? [] : [{ kind: "file", path, content: `${block.join("\n")}\n` }];
}

/** Lines that end with a backslash go on in the next. */
function joined(lines: readonly string[]): string[] {
  return lines
    .join("\n")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n");
}

function commandOf(line: string): Step[] {
  const match = /^\s*(?:\$ )?(ivy .*?)(?:\s+#\s*(?:exit (\d+)|.*))?$/.exec(line);
  return match === null ? [] : [{ kind: "command", command: match[1]!, exit: Number(match[2] ?? 0) }];
}
