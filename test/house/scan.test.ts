import { describe, expect, it } from "vitest";
import { findImports, maskSource } from "../../tools/house/scan.mjs";

function importsOf(source: string): string[] {
  return findImports(maskSource(source)).map(({ specifier, kind, line }) => `${line} ${kind} ${specifier}`);
}

describe("findImports", () => {
  it.each([
    ['import { a } from "#base/errors";', ["1 value #base/errors"]],
    ['import a from "./a.ts";', ["1 value ./a.ts"]],
    ['import * as a from "./a.ts";', ["1 value ./a.ts"]],
    ['import a, { b as c } from "./a.ts";', ["1 value ./a.ts"]],
    ["import './a.ts';", ["1 value ./a.ts"]],
    ['import type { A } from "./a.ts";', ["1 type ./a.ts"]],
    ['import type A from "./a.ts";', ["1 type ./a.ts"]],
    ['import type * as A from "./a.ts";', ["1 type ./a.ts"]],
    ['import { type A, type B } from "./a.ts";', ["1 type ./a.ts"]],
    ['import { type A, b } from "./a.ts";', ["1 value ./a.ts"]],
    ['import type from "./a.ts";', ["1 value ./a.ts"]],
    ['import type, { b } from "./a.ts";', ["1 value ./a.ts"]],
    ['import{a}from"./a.ts"', ["1 value ./a.ts"]],
    ['export { a } from "./a.ts";', ["1 value ./a.ts"]],
    ['export * from "./a.ts";', ["1 value ./a.ts"]],
    ['export * as a from "./a.ts";', ["1 value ./a.ts"]],
    ['export type { A } from "./a.ts";', ["1 type ./a.ts"]],
    ['export type * from "./a.ts";', ["1 type ./a.ts"]],
    ['const { a } = await import("./a.ts");', ["1 lazy ./a.ts"]],
    ['import("./a.ts").then(use);', ["1 lazy ./a.ts"]],
    ['let a: import("./a.ts").A;', ["1 type ./a.ts"]],
    ['let a: typeof import("./a.ts");', ["1 type ./a.ts"]],
    ["await import(url.href);", ["1 lazy null"]],
    ["await import(`./$" + "{name}.ts`);", ["1 lazy null"]],
    ['const a = require("a");', ["1 require a"]],
  ])("reads %s", (source, expected) => {
    expect(importsOf(source)).toEqual(expected);
  });

  it("reads an import over several lines, with comments inside, and says where it starts", () => {
    expect(importsOf('// first\nimport {\n  a, // "not this"\n  /* from "nor this" */ b,\n} from "./a.ts";')).toEqual([
      "2 value ./a.ts",
    ]);
  });

  it("reads every import of a file, in order", () => {
    const source = 'import "./a.ts";\nimport { b } from "./b.ts";\nexport { b };\nexport * from "./c.ts";\n';
    expect(importsOf(source)).toEqual(["1 value ./a.ts", "2 value ./b.ts", "4 value ./c.ts"]);
  });

  it.each([
    '// import "./a.ts"',
    '/* import "./a.ts"\nimport "./b.ts" */',
    "const text = 'import \"./a.ts\"';",
    'const text = `import "./a.ts"`;',
    "const text = 'it\\'s import \"./a.ts\"';",
    "const at = import.meta.url;",
    'table.import("./a.ts");',
    'const pattern = /import "a"/;',
    "export const a = 1;",
    'export { a };\nconst from = "x";',
    'const importance = "./a.ts";',
  ])("reads no import in %s", (source) => {
    expect(importsOf(source)).toEqual([]);
  });

  it.each([
    ["a regular expression with a quote", "const a = /[\"']/;"],
    ["a regular expression with a slash in a class", "const a = x.replace(/[/'\"]/g, '');"],
    ["a division", "const a = b / c; const d = (b) / c;"],
    ["a template with a nested template", "const a = `x $" + "{b ? `y '$" + "{c}` : '}'} \"`;"],
    ["an object inside a template", "const a = `$" + "{f({ b: { c: 1 } })} '`;"],
    ["an unclosed quote in a comment", "// it's"],
  ])("still reads the import after %s", (_name, before) => {
    expect(importsOf(`${before}\nimport "./a.ts";`)).toEqual(["2 value ./a.ts"]);
  });

  it("reads an import inside the expression of a template", () => {
    expect(importsOf("const a = `$" + '{await import("./a.ts")}`;')).toEqual(["1 lazy ./a.ts"]);
  });
});
