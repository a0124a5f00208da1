import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StrategyError, UsageError } from "#base/errors";
import { listStrategies } from "./find-strategy.ts";
import { loadStrategy } from "./load-strategy.ts";
import { userFrame } from "./locate-error.ts";
import type { StrategyFolders } from "./strategy-folders.ts";

let root: string;
let folders: StrategyFolders;

// A package as it is installed, with a public entry that marks its definitions.
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "ivy-load-"));
  folders = { projectFolder: join(root, "project"), builtInFolder: join(root, "package/dist/strategies") };
  put("package/package.json", '{"name":"ivy-quant","version":"9.9.9","type":"module","exports":"./dist/index.js"}');
  put(
    "package/dist/index.js",
    "export const made = [];\nexport const defineStrategy = (d) => { made.push(d); return { ...d, kind: 'ivy.strategy' }; };",
  );
  put("package/dist/strategies/hold.js", builtIn("hold"));
  put("package/dist/strategies/pairs.js", builtIn("pairs"));
  put("project/package.json", "{}");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function builtIn(name: string): string {
  return `// strategies/${name}.ts\nimport { defineStrategy } from "ivy-quant";\nexport default defineStrategy({ summary: "${name}" });\n`;
}

function own(body: string): string {
  return `import { defineStrategy } from "ivy-quant";\nexport default defineStrategy(${body});\n`;
}

async function failure(promise: Promise<unknown>): Promise<StrategyError | UsageError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof StrategyError || error instanceof UsageError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("loadStrategy finds", () => {
  it("a built-in strategy by name, and shows its source", async () => {
    const loaded = await loadStrategy("hold", folders);
    expect(loaded).toMatchObject({ name: "hold", builtIn: true, shownFile: "strategies/hold.ts" });
    expect(loaded.file).toBe(join(root, "package/strategies/hold.ts"));
    expect(loaded.definition).toMatchObject({ kind: "ivy.strategy", summary: "hold" });
  });

  it("the project's own before a built-in one of the same name", async () => {
    put("project/strategies/hold.ts", own('{ summary: "mine" as string }'));
    const loaded = await loadStrategy("hold", folders);
    expect(loaded).toMatchObject({ builtIn: false, shownFile: "strategies/hold.ts" });
    expect(loaded.definition).toMatchObject({ summary: "mine" });
  });

  it("a file of the project folder itself by its bare name, before a built-in one", async () => {
    put("project/pairs.ts", own('{ summary: "mine" }'));
    expect(await loadStrategy("pairs", folders)).toMatchObject({ builtIn: false, shownFile: "pairs.ts" });
    put("project/strategies/pairs.ts", own('{ summary: "nearer" }'));
    expect(await loadStrategy("pairs", folders)).toMatchObject({ shownFile: "strategies/pairs.ts" });
  });

  it("an installed package, by its exports and by a path in it", async () => {
    const exports = { ".": { types: "./x.d.ts", import: "./main.js" }, "./more/*": "./lib/*.js" };
    put("project/node_modules/@desk/ideas/package.json", JSON.stringify({ type: "module", exports }));
    put("project/node_modules/@desk/ideas/main.js", own('{ summary: "main" }'));
    put("project/node_modules/@desk/ideas/lib/gap.js", own('{ summary: "gap" }'));
    put("node_modules/plain/package.json", '{ "main": "start" }');
    put("node_modules/plain/start.ts", own('{ summary: "plain" as string }'));
    const summaryOf = async (name: string) => (await loadStrategy(name, folders)).definition;
    expect(await summaryOf("@desk/ideas")).toMatchObject({ summary: "main" });
    expect(await summaryOf("@desk/ideas/more/gap")).toMatchObject({ summary: "gap" });
    expect(await summaryOf("plain")).toMatchObject({ summary: "plain" });
    expect((await loadStrategy("@desk/ideas/more/gap", folders)).name).toBe("gap");
    expect(await failure(loadStrategy("@desk/ideas/less", folders))).toMatchObject({ code: "strategy-not-in-package" });
    expect(await failure(loadStrategy("@desk/other", folders))).toMatchObject({ code: "strategy-file-missing" });
  });

  it("a file that awaits something at its top level", async () => {
    put("project/mine.ts", `const summary = await Promise.resolve("late");\n${own("{ summary }")}`);
    expect((await loadStrategy("./mine.ts", folders)).definition).toMatchObject({ summary: "late" });
  });

  it.each(["./mine.ts", "mine.ts", "./mine", "deep/../mine.ts"])("the file %s", async (path) => {
    put("project/mine.ts", own('{ summary: "mine" }'));
    expect(await loadStrategy(path, folders)).toMatchObject({ name: "mine", shownFile: "mine.ts", builtIn: false });
  });

  it("a file outside the project by its absolute path", async () => {
    const file = put("elsewhere/mine.js", own('{ summary: "mine" }'));
    expect(await loadStrategy(file, folders)).toMatchObject({ file, shownFile: file });
  });

  it("the modules that a file imports, and the running ivy-quant itself", async () => {
    put("project/lib/level.ts", "export const LEVEL: number = 7;");
    put("project/mine.ts", `import { LEVEL } from "./lib/level";\n${own("{ summary: `at $" + "{LEVEL}` }")}`);
    const { definition } = await loadStrategy("./mine.ts", folders);
    expect(definition).toMatchObject({ summary: "at 7" });
    const { made } = (await import(join(root, "package/dist/index.js"))) as { made: { summary: string }[] };
    expect(made.map(({ summary }) => summary)).toEqual(["at 7"]);
  });
});

describe("the cache of compiled strategies", () => {
  const cached = () => readdirSync(join(root, "project/.ivy/cache"));

  it("keeps one bundle for an unchanged file", async () => {
    put("project/mine.ts", own('{ summary: "one" }'));
    const first = await loadStrategy("./mine.ts", folders);
    const files = cached();
    const second = await loadStrategy("./mine.ts", folders);
    expect(cached()).toEqual(files);
    expect(files).toHaveLength(2);
    expect(second.codeHash).toBe(first.codeHash);
    // The same module instance: it was not compiled and loaded again.
    expect(second.definition).toBe(first.definition);
  });

  it("sees a change of the file and of what it imports", async () => {
    put("project/level.ts", "export const LEVEL = 1;");
    put("project/mine.ts", `import { LEVEL } from "./level";\n${own("{ summary: String(LEVEL) }")}`);
    const first = await loadStrategy("./mine.ts", folders);
    put("project/level.ts", "export const LEVEL = 2;");
    const second = await loadStrategy("./mine.ts", folders);
    expect(second.definition).toMatchObject({ summary: "2" });
    expect(second.codeHash).not.toBe(first.codeHash);
  });

  it("compiles again for another version of ivy, with the same code hash", async () => {
    put("project/mine.ts", own('{ summary: "one" }'));
    const first = await loadStrategy("./mine.ts", folders);
    put("package/package.json", '{"name":"ivy-quant","version":"9.9.10","type":"module","exports":"./dist/index.js"}');
    const second = await loadStrategy("./mine.ts", folders);
    expect(cached().filter((name) => name.endsWith(".json"))).toHaveLength(2);
    expect(second.codeHash).toBe(first.codeHash);
  });

  it("compiles again when its files are broken or gone", async () => {
    put("project/mine.ts", own('{ summary: "one" }'));
    await loadStrategy("./mine.ts", folders);
    for (const name of cached()) rmSync(join(root, "project/.ivy/cache", name));
    await loadStrategy("./mine.ts", folders);
    const manifest = cached().find((name) => name.endsWith(".json"))!;
    put(`project/.ivy/cache/${manifest}`, "{ half");
    expect((await loadStrategy("./mine.ts", folders)).definition).toMatchObject({ summary: "one" });
  });

  it("lies where it was asked to lie", async () => {
    put("project/mine.ts", own('{ summary: "one" }'));
    await loadStrategy("./mine.ts", { ...folders, cacheFolder: join(root, "cache") });
    expect(readdirSync(join(root, "cache"))).toHaveLength(2);
    expect(existsSync(join(root, "project/.ivy"))).toBe(false);
  });

  it("falls back to the temporary folder when the project cannot be written to", async () => {
    put("project/.ivy", "a file where the folder should be");
    put("project/mine.ts", own('{ summary: "one" }'));
    expect((await loadStrategy("./mine.ts", folders)).definition).toMatchObject({ summary: "one" });
  });
});

describe("codeHash", () => {
  it("is the same in another folder", async () => {
    put("project/mine.ts", own('{ summary: "one" }'));
    put("project/deep/down/mine.ts", own('{ summary: "one" }'));
    const here = await loadStrategy("./mine.ts", folders);
    const there = await loadStrategy("./deep/down/mine.ts", folders);
    expect(there.codeHash).toBe(here.codeHash);
    expect(here.codeHash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("loadStrategy explains", () => {
  it("an unknown name, with what exists and the near miss", async () => {
    put("project/strategies/breakout.ts", own("{}"));
    const error = await failure(loadStrategy("pair", folders));
    expect(error).toMatchObject({ code: "unknown-strategy", exitCode: 2, message: 'There is no strategy "pair".' });
    expect(error.help).toBe(
      "Looked in strategies/ and in this folder (breakout),\nand among the built-in ones:\nhold, pairs.\nDid you mean: --strategy pairs",
    );
  });

  it("a file that is not there, with the near miss in its folder", async () => {
    put("project/mine.ts", own("{}"));
    const error = await failure(loadStrategy("./mien.ts", folders));
    expect(error).toMatchObject({
      code: "strategy-file-missing",
      exitCode: 5,
      help: "Did you mean: --strategy ./mine.ts",
    });
    expect((await failure(loadStrategy("gone/x.ts", folders))).help).toContain("The folder gone does not exist.");
  });

  it("where a file does not compile", async () => {
    put(
      "project/mine.ts",
      'import { defineStrategy } from "ivy-quant";\nexport default defineStrategy({\n  a: 1 2,\n});\n',
    );
    const error = await failure(loadStrategy("./mine.ts", folders));
    expect(error).toMatchObject({
      code: "strategy-does-not-compile",
      exitCode: 5,
      where: { file: "mine.ts", line: 3, column: 8, excerpt: "  a: 1 2," },
    });
  });

  it("which imported file does not compile", async () => {
    put("project/lib/level.ts", "export const = 1;");
    put("project/mine.ts", `import { LEVEL } from "./lib/level";\n${own("{ a: LEVEL }")}`);
    expect(await failure(loadStrategy("./mine.ts", folders))).toMatchObject({
      where: { file: "lib/level.ts", line: 1 },
    });
  });

  it("a missing default export", async () => {
    put("project/mine.ts", "export const strategy = 1;");
    expect(await failure(loadStrategy("./mine.ts", folders))).toMatchObject({
      code: "strategy-no-default-export",
      message: "mine.ts has no default export, only strategy.",
    });
  });

  it("a default export that defineStrategy did not make", async () => {
    put("project/mine.ts", "export default { summary: 1 };");
    expect(await failure(loadStrategy("./mine.ts", folders))).toMatchObject({
      code: "strategy-not-defined",
      where: { file: "mine.ts", received: "an object with summary" },
    });
  });

  it("a name that ivy-quant does not export", async () => {
    put("project/mine.ts", `import { smaa } from "ivy-quant";\n${own("{ a: smaa }")}`);
    const error = await failure(loadStrategy("./mine.ts", folders));
    expect(error.message).toBe('mine.ts imports "smaa", which does not exist there.');
  });

  it("the line that throws while the file is loaded", async () => {
    put(
      "project/mine.ts",
      `interface Unused { a: number }\nconst list: number[][] = [];\nlist[3]!.push(1);\n${own("{}")}`,
    );
    const error = await failure(loadStrategy("./mine.ts", folders));
    expect(error).toMatchObject({
      code: "strategy-fails-to-load",
      where: { file: "mine.ts", line: 3, excerpt: "list[3]!.push(1);" },
    });
    expect(error.cause).toBeInstanceOf(TypeError);
  });
});

describe("userFrame", () => {
  it("is the line of the person's file, also when the error is thrown below it", async () => {
    const file = put(
      "project/mine.ts",
      own(
        '{\n  summary: "one",\n  onBar(list: number[]): void {\n    list.forEach((x) => { (x as never as () => void)(); });\n  },\n}',
      ),
    );
    const { definition } = await loadStrategy("./mine.ts", folders);
    let thrown: unknown;
    try {
      (definition as { onBar: (list: number[]) => void }).onBar([1]);
    } catch (error) {
      thrown = error;
    }
    const frame = userFrame(thrown, file);
    expect(frame).toMatchObject({ file, line: 5 });
    expect(frame?.excerpt).toContain("list.forEach");
  });

  it("is null for an error of another file and for what is no error", () => {
    expect(userFrame(new Error("x"), "/nowhere/mine.ts")).toBeNull();
    expect(userFrame("text", "/nowhere/mine.ts")).toBeNull();
  });
});

describe("listStrategies", () => {
  it("names each once, sorted, without tests and declarations", () => {
    put("project/strategies/hold.ts", "");
    put("project/strategies/alpha.ts", "");
    put("project/strategies/alpha.js", "");
    put("project/strategies/alpha.test.ts", "");
    put("project/strategies/env.d.ts", "");
    put("project/strategies/notes.md", "");
    put("project/vitest.config.ts", "export default {};");
    put("project/zeta.ts", own("{}"));
    const listed = listStrategies(folders).map(
      ({ name, builtIn: shipped, file }) => `${name} ${shipped} ${file.slice(-3)}`,
    );
    expect(listed).toEqual(["alpha false .ts", "hold false .ts", "pairs true .ts", "zeta false .ts"]);
  });
});
