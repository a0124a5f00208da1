/** A value as YAML in one line: plain where that reads back as the same text, else in double quotes. */
export function yamlText(value: string | number | boolean | readonly string[]): string {
  if (typeof value === "object") return `[${value.map((item) => textOf(item)).join(", ")}]`;
  return typeof value === "string" ? textOf(value) : String(value);
}

/** Words, paths, dates and short forms such as 0.005/share:1 need no quotes, neither alone nor between brackets. */
const PLAIN = /^[A-Za-z_./\d][\w./+%<>=:-]*$/;
/** What the core schema of YAML 1.2 reads as something other than text. */
const OTHER = /^(?:true|false|null|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|0[ox][\da-f]+|\.nan|[-+]?\.inf)$/i;

function textOf(text: string): string {
  const isPlain = PLAIN.test(text) && !OTHER.test(text) && !text.endsWith(":") && !text.startsWith("---");
  return isPlain ? text : JSON.stringify(text);
}
