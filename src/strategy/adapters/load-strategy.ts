import { readFileSync } from "node:fs";
import { IvyError, StrategyError } from "#base/errors";
import { messageOf } from "#base/message-of";
import { codeHash } from "./code-hash.ts";
import { type CompiledStrategy, compileStrategy } from "./compile-strategy.ts";
import { refuseEscaped, watchEscapes } from "./escapes.ts";
import { type FoundStrategy, findStrategy } from "./find-strategy.ts";
import { importModule } from "./import-module.ts";
import { userFrame } from "./locate-error.ts";
import type { StrategyFolders } from "./strategy-folders.ts";

export interface LoadedStrategy {
  readonly name: string;
  /** The source, absolute: what userFrame takes. */
  readonly file: string;
  /** The source as a person would type it. */
  readonly shownFile: string;
  /** What defineStrategy returned; its kind is checked. */
  readonly definition: unknown;
  /** SHA-256 of what the code does, the same in any folder. */
  readonly codeHash: string;
  readonly builtIn: boolean;
}

const SHAPE = 'import { defineStrategy } from "ivy-quant";\nexport default defineStrategy({ … });';

/**
 * Loads a strategy by name or path.
 * Throws UsageError for an unknown name; StrategyError when the file is missing, does not compile, throws while it loads
 * or does not export a strategy; InterruptedError when Ctrl-C ends its loading.
 */
export async function loadStrategy(nameOrPath: string, folders: StrategyFolders): Promise<LoadedStrategy> {
  const found = findStrategy(nameOrPath, folders);
  const compiled = found.builtIn ? builtInCode(found) : await compileStrategy(found, folders);
  if (!found.builtIn) watchEscapes(found);
  const definition = await definitionOf(compiled, found);
  await refuseEscaped();
  const { name, file, shownFile, builtIn } = found;
  return { name, file, shownFile, definition, codeHash: compiled.codeHash, builtIn };
}

function builtInCode(found: FoundStrategy): CompiledStrategy {
  return { output: found.entry, codeHash: codeHash(readFileSync(found.entry, "utf8")) };
}

async function definitionOf({ output }: CompiledStrategy, found: FoundStrategy): Promise<unknown> {
  try {
    return checkedDefault(await importModule(output, found.shownFile), found);
  } catch (error) {
    if (error instanceof StrategyError && error.where.file === undefined) throw atLine(error, found);
    if (error instanceof IvyError) throw error;
    throw failsToLoad(error, found);
  }
}

/** What ivy refuses its code while it is loaded, with the line that asked for it. */
function atLine(error: StrategyError, found: FoundStrategy): StrategyError {
  const frame = userFrame(error, found.file);
  if (frame === null) return error;
  const { code, message, help } = error;
  const { line, column, excerpt } = frame;
  return new StrategyError({
    code,
    message,
    where: { file: found.shownFile, line, column, excerpt },
    help,
    cause: error,
  });
}

function failsToLoad(error: unknown, found: FoundStrategy): StrategyError {
  const frame = userFrame(error, found.file);
  const place = frame === null ? {} : { line: frame.line, column: frame.column, excerpt: frame.excerpt };
  const text = messageOf(error).split("\n")[0]!;
  const uninstalled = /^Cannot find package '([^']+)' imported from /.exec(text)?.[1];
  if (uninstalled !== undefined) return notInstalled(uninstalled, found, error);
  const missing = /does not provide an export named '([^']+)'/.exec(text)?.[1];
  return new StrategyError({
    code: "strategy-fails-to-load",
    message:
      missing === undefined
        ? `${found.shownFile} failed while it was loaded: ${text}`
        : `${found.shownFile} imports "${missing}", which does not exist there.`,
    where: { file: found.shownFile, ...place },
    help:
      missing === undefined ? "Mend that line and run again." : "Check the name in the import at the top of the file.",
    cause: error,
  });
}

function notInstalled(name: string, found: FoundStrategy, cause: unknown): StrategyError {
  return new StrategyError({
    code: "strategy-fails-to-load",
    message: `${found.shownFile} imports "${name}", which is not installed here.`,
    where: { file: found.shownFile, received: name },
    help: `Install it in this folder: npm install ${name}`,
    cause,
  });
}

function checkedDefault(module: Record<string, unknown>, found: FoundStrategy): unknown {
  if (!("default" in module)) {
    const names = Object.keys(module);
    throw new StrategyError({
      code: "strategy-no-default-export",
      message: `${found.shownFile} has no default export${names.length === 0 ? "" : `, only ${names.join(", ")}`}.`,
      where: { file: found.shownFile },
      help: `A strategy file ends like this:\n${SHAPE}`,
    });
  }
  const definition = module.default;
  const kind = typeof definition === "object" && definition !== null ? (definition as { kind?: unknown }).kind : null;
  if (kind === "ivy.strategy") return definition;
  throw new StrategyError({
    code: "strategy-not-defined",
    message: `The default export of ${found.shownFile} was not made by defineStrategy.`,
    where: { file: found.shownFile, expected: "defineStrategy({ … })", received: describe(definition) },
    help: `Wrap it:\n${SHAPE}`,
  });
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object"
    ? `an object with ${Object.keys(value).join(", ") || "nothing in it"}`
    : typeof value;
}
