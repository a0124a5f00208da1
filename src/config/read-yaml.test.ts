// biome-ignore-all lint/suspicious/noTemplateCurlyInString: so are variables written in a run file
import { describe, expect, it } from "vitest";
import { readYaml } from "./read-yaml.ts";
import { sourceOf } from "./spot.ts";

const read = (text: string, environment = {}) => readYaml(sourceOf("run.yaml", text), environment);

describe("readYaml", () => {
  it("keeps the place, the text and the value of everything", () => {
    const { tree, mistakes } = read("strategy: pairs\ntickers: [KO, '007']\nparams:\n  fast: 0x10 # sixteen\n");
    expect(mistakes).toEqual([]);
    expect(tree?.value).toEqual({ strategy: "pairs", tickers: ["KO", "007"], params: { fast: 16 } });
    const tickers = tree?.entries.get("tickers");
    expect(tickers?.keyPlace).toMatchObject({ line: 2, column: 1, span: 7, excerpt: "tickers: [KO, '007']" });
    expect(tickers?.value.place).toMatchObject({ line: 2, column: 10, span: 11 });
    expect(tickers?.value.items[1]?.place).toMatchObject({ line: 2, column: 15, span: 5 });
    expect(tree?.entries.get("params")?.value.entries.get("fast")?.value).toMatchObject({
      text: "0x10",
      value: 16,
      place: { line: 4, column: 9, span: 4 },
    });
  });

  it("counts lines that end as on Windows", () => {
    expect(read("a: 1\r\nb: 2\r\n").tree?.entries.get("b")?.keyPlace).toMatchObject({
      line: 2,
      column: 1,
      excerpt: "b: 2",
    });
  });

  it("leaves dates, leading zeros and the words of YAML 1.1 as text where text is wanted", () => {
    const { tree } = read("a: 2013-01-02\nb: 012\nc: yes\nd: 1_000\ne: 12:30\n");
    expect([...tree!.entries.values()].map(({ value }) => value.text)).toEqual([
      "2013-01-02",
      "012",
      "yes",
      "1_000",
      "12:30",
    ]);
    expect(tree?.value).toMatchObject({ a: "2013-01-02", c: "yes", d: "1_000", e: "12:30" });
  });

  it("follows aliases", () => {
    expect(read("a: &x [1, 2]\nb: *x\n").tree?.value).toEqual({ a: [1, 2], b: [1, 2] });
  });

  it("fills variables in values, and says by what; a number filled in is a number, one in quotes a text", () => {
    const { tree } = read("cash: ${CASH}\nname: '${CASH}'\nfrom: ${DAY:-2013}\n", { CASH: "5000" });
    expect(tree?.value).toEqual({ cash: 5000, name: "5000", from: 2013 });
    expect(tree?.entries.get("cash")?.value).toMatchObject({ written: "${CASH}", environment: ["CASH"] });
    expect(tree?.entries.get("from")?.value).toMatchObject({ written: "${DAY:-2013}", environment: [] });
  });

  it("finds every variable that is not set", () => {
    const { mistakes } = read("a: ${A}\nb: x${B}\n");
    expect(mistakes.map(({ where }) => [where.line, where.column, where.span, where.key])).toEqual([
      [1, 4, 4, "a"],
      [2, 5, 4, "b"],
    ]);
  });

  it.each<[string, string, string, number, number]>([
    ["a tab", "a: 1\nb:\n\tc: 1\n", "yaml-tab", 3, 1],
    ["a key twice", "a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1],
    ["a quote never closed", 'a: "KO\nb: 2\n', "yaml-unclosed", 1, 4],
    ["a bracket never closed", "a: [KO, PEP\nb: 1\n", "yaml-unclosed", 1, 4],
    ["a bracket never closed at the end", "b: 1\na: [KO,\n", "yaml-unclosed", 2, 4],
    ["no colon", "a: 1\ntickers KO\n", "yaml-colon", 2, 1],
    ["no colon on the first line", "strategy pairs\na: 1\n", "yaml-colon", 1, 1],
    ["two colons", "a: b: c\n", "yaml-colon", 1, 4],
    ["a line too far in", "a: 1\n  b: 2\n", "yaml-indent", 2, 3],
    ["a variable between brackets", "a: [x, ${A}]\n", "yaml-quote", 1, 8],
    ["a text that starts with @", "a: @x\n", "yaml-quote", 1, 4],
    ["an apostrophe in single quotes", "a: 'it's'\n", "yaml-quote", 1, 8],
    ["an escape that is none", 'a: "\\q"\n', "yaml-escape", 1, 5],
    ["a tag", "a: !!js/function 'x'\n", "yaml-tag", 1, 4],
    ["two documents", "a: 1\n---\nb: 1\n", "yaml-documents", 2, 1],
    ["an alias without an anchor", "a: *x\n", "yaml-alias", 1, 4],
    ["a star alone", "a: *\n", "yaml-alias", 1, 4],
    ["an alias within its anchor", "a: &x\n  b: *x\n", "yaml-alias-loop", 2, 6],
    ["a list as a key", "? [a]\n: b\n", "bad-key", 1, 3],
    ["the key that objects inherit by", "__proto__: 1\n", "bad-key", 1, 1],
  ])("says where there is %s", (_, text, code, line, column) => {
    const [first] = read(text).mistakes;
    expect(first).toMatchObject({ code, where: { file: "run.yaml", line, column } });
    expect(first?.message).toMatch(new RegExp(`^run\\.yaml:${line}:${column} {2}\\S`));
    expect(first?.where.excerpt).toBe(text.split("\n")[line - 1]);
  });

  it("is not drowned by aliases of aliases", () => {
    const levels = [..."bcdefghi"].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[i]}`)}]`);
    const { tree, mistakes } = read(`a: &a [1,1,1,1,1,1,1,1,1]\n${levels.join("\n")}\n`);
    expect([tree, mistakes.map(({ code }) => code)]).toEqual([null, ["yaml-too-much"]]);
  });

  it.each(["[".repeat(50_000), "- ".repeat(50_000), "{a: ".repeat(20_000)])("is not drowned by depth", (text) => {
    const { tree, mistakes } = read(`a: ${text}`);
    expect(tree).toBeNull();
    expect(mistakes).toHaveLength(1);
  });

  it("shows no command of the terminal, and not all of an endless line", () => {
    const { mistakes } = read(`a: 1\na: "\u001b[2J${"x".repeat(500)}"\n`);
    expect(mistakes[0]?.where.excerpt).toMatch(/^a: "\?\[2Jx+…$/);
    expect(mistakes[0]?.where.excerpt?.length).toBeLessThan(80);
  });
});
