import pc from "picocolors";

/** Colours of the screens. Each says what a word or a sign beside it says too; none is one that a background hides. */
export function painter(color: boolean) {
  const { bold, dim, red, green, magenta } = pc.createColors(color);
  const plain = (text: string) => text;
  return { strong: bold, quiet: dim, rise: green, fall: red, severity: { error: red, warning: magenta, info: plain } };
}

export type Painter = ReturnType<typeof painter>;
