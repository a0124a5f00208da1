import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/command-map.ts";
import { COMPLETION_SCRIPTS } from "../../src/cli/completion-scripts.ts";
import { IVY, ivy } from "./ivy-process.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ivy-complete-"));
  mkdirSync(join(folder, "bin"));
  symlinkSync(IVY, join(folder, "bin/ivy"));
  mkdirSync(join(folder, "strategies"));
  // Completing must not run it: whoever loads this file never comes back.
  writeFileSync(join(folder, "strategies/mine.ts"), "for (;;);\n");
  mkdirSync(join(folder, "prices"));
  writeFileSync(join(folder, "prices/ZYX.csv"), "date,close\n2020-01-02,1\n");
  mkdirSync(join(folder, "reports/backtest/pairs-KO-PEP-a3f9c2"), { recursive: true });
  writeFileSync(join(folder, "reports/backtest/pairs-KO-PEP-a3f9c2/result.json"), "{}");
  writeFileSync(join(folder, "run.yaml"), "");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The values that are offered for the last word, and what the shell is asked to do. */
function offered(...words: string[]): string[] {
  const { status, stdout, stderr } = ivy(["--complete", ...words], folder);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split("\t")[0]!);
}

describe("what is offered", () => {
  it.each<[string[], string[]]>([
    [["back"], ["backtest"]],
    [["help", "back"], ["backtest"]],
    [["backtest", "--strat"], ["--strategy"]],
    [["backtest", "--strategy", "sma"], ["sma-cross"]],
    [["backtest", "--strategy=sma"], ["--strategy=sma-cross"]],
    [["backtest", "--strategy", "mi"], ["mine"]],
    [["backtest", "--strategy", "sma-cross,buy"], ["sma-cross,buy-and-hold"]],
    [["backtest", "--strategy", "./"], [":files"]],
    [
      ["backtest", "--tickers", "KO,PE"],
      ["KO,PEP", ":nospace"],
    ],
    [
      ["backtest", "--tickers", "ko,pe"],
      ["ko,PEP", ":nospace"],
    ],
    [
      ["backtest", "--data", "prices", "--tickers", ""],
      ["ZYX", ":nospace"],
    ],
    [
      ["backtest", "--data=prices", "--tickers", ""],
      ["ZYX", ":nospace"],
    ],
    [["backtest", "--data", "nowhere", "--tickers", ""], [":nospace"]],
    [["backtest", "--data", ""], [":files"]],
    [["backtest", "--out", ""], [":folders"]],
    [
      ["backtest", "--profile", ""],
      ["ivy", "pessimistic", "backtesting-py", "backtrader", "vectorbt", "zipline", "lean-like"],
    ],
    [["backtest", "--convention", "b"], ["backtesting-py"]],
    [
      ["backtest", "--series", ""],
      ["csv", "parquet"],
    ],
    [
      ["backtest", "--timeframe", "1m"],
      ["1m", "1mo"],
    ],
    [
      ["backtest", "--require", "sharp"],
      ["sharpe", ":nospace"],
    ],
    [["backtest", "--cash", ""], []],
    [
      ["backtest", "--strategy", "sma-cross", "--set", "f"],
      ["fast=", ":nospace"],
    ],
    [
      ["backtest", "--strategy", "sma-cross", "--set", "direction="],
      ["direction=long", "direction=both"],
    ],
    [["backtest", "--strategy", "sma-cross", "--set", "direction=b"], ["direction=both"]],
    [["backtest", "--strategy", "mine", "--set", ""], [":nospace"]],
    [["indicators", "show", "rs"], ["rsi"]],
    [["schema", "run-"], ["run-file"]],
    [["strategies", "show", "pai"], ["pairs"]],
    [["runs", "list", "--strategy", "pai"], ["pairs"]],
    [["config", "check", ""], [":files"]],
    [["ru"], ["runs"]],
    [["runs", "sh"], ["show"]],
    [
      ["completion", ""],
      ["bash", "zsh", "fish"],
    ],
    [["nothing", ""], []],
  ])("for %j", (words, values) => {
    expect(offered(...words)).toEqual(values);
  });

  it("leaves out flags that were given, but for those that repeat", () => {
    const flags = offered("backtest", "--strategy", "pairs", "--set", "entry=1", "--s");
    expect(flags).not.toContain("--strategy");
    expect(flags).toContain("--set");
  });

  it.skipIf(!COMMANDS.has("runs show"))("names the runs that are kept", () => {
    expect(offered("runs", "show", "a3")).toEqual(["a3f9c2"]);
    expect(offered("runs", "show", "pairs")).toEqual(["pairs-KO-PEP-a3f9c2"]);
  });
});

function shell(program: string, args: readonly string[]) {
  const env = { ...process.env, PATH: `${join(folder, "bin")}:${process.env.PATH}`, HOME: folder };
  const { stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: "utf8", env, timeout: 20_000 });
  return { stdout, stderr };
}

/** What bash fills in for a line cut into words as it cuts them: at spaces and at =. */
function inBash(...words: string[]): string[] {
  const list = words.map((word) => `'${word}'`).join(" ");
  const line = `source <(ivy completion bash); COMP_WORDS=(ivy ${list}); COMP_CWORD=${words.length}; _ivy; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = shell("bash", ["--norc", "-c", line]);
  expect(stderr).toBe("");
  return stdout.split("\n").filter((value) => value !== "");
}

describe("bash", () => {
  it("knows the completion of ivy", () => {
    expect(shell("bash", ["--norc", "-c", "source <(ivy completion bash); complete -p ivy"]).stdout).toBe(
      "complete -F _ivy ivy\n",
    );
  });

  it("fills in values, also behind =", () => {
    expect(inBash("backtest", "--strategy", "sma")).toEqual(["sma-cross"]);
    expect(inBash("backtest", "--strategy", "=", "sma")).toEqual(["sma-cross"]);
    expect(inBash("backtest", "--profile", "=")).toEqual([
      "ivy",
      "pessimistic",
      "backtesting-py",
      "backtrader",
      "vectorbt",
      "zipline",
      "lean-like",
    ]);
    expect(inBash("backtest", "--data", "=", "prices", "--tickers", "")).toEqual(["ZYX"]);
  });

  it("fills in files and folders itself", () => {
    expect(inBash("backtest", "--data", "pri")).toEqual(["prices"]);
    expect(inBash("backtest", "--data", "run")).toEqual(["run.yaml"]);
    expect(inBash("backtest", "--out", "")).not.toContain("run.yaml");
  });
});

const has = (program: string) => spawnSync(program, ["--version"]).error === undefined;

describe("fish", () => {
  it.skipIf(!has("fish"))("fills in values, flags and files", () => {
    const ask = (line: string) => {
      const { stdout } = shell("fish", ["--no-config", "-c", `ivy completion fish | source; complete -C '${line}'`]);
      return stdout
        .split("\n")
        .slice(0, -1)
        .map((value) => value.split("\t")[0]);
    };
    expect(ask("ivy backtest --strategy sma")).toEqual(["sma-cross"]);
    expect(ask("ivy backtest --strategy=sma")).toEqual(["--strategy=sma-cross"]);
    expect(ask("ivy backtest --tickers KO,PE")).toEqual(["KO,PEP"]);
    expect(ask("ivy backtest --data pri")).toEqual(["prices/"]);
    expect(ask("ivy backtest --str")).toEqual(expect.arrayContaining(["--strategy", "--strict"]));
  });
});

describe("zsh", () => {
  it.skipIf(!has("zsh"))("fills in values, flags and files", () => {
    // A shell in a terminal of its own, in which Tab is pressed; the line is read back from its editor.
    const press = (line: string) => {
      const script = `
        zmodload zsh/zpty
        zpty z zsh -f -i
        zpty -w z 'PS1=; unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -d ${folder}/.zdump; source <(ivy completion zsh)'
        zpty -w z 'show() { print -r -- "<<$BUFFER>>" >${folder}/zsh-line }; zle -N show; bindkey "^Y" show'
        sleep 1
        zpty -n -w z ${JSON.stringify(line)}$'\\t'
        sleep 1
        zpty -n -w z $'\\C-y'
        sleep 0.3
        zpty -d z; cat ${folder}/zsh-line`;
      return /<<(.*)>>/.exec(shell("zsh", ["-f", "-c", script]).stdout)?.[1];
    };
    expect(press("ivy backtest --strategy sma")).toBe("ivy backtest --strategy sma-cross ");
    expect(press("ivy backtest --strategy=sma")).toBe("ivy backtest --strategy=sma-cross ");
    expect(press("ivy backtest --tickers KO,PE")).toBe("ivy backtest --tickers KO,PEP");
    expect(press("ivy backtest --data pri")).toBe("ivy backtest --data prices/");
  });
});

it("each script says how to keep it", () => {
  for (const [name, script] of COMPLETION_SCRIPTS) expect(script).toContain(`ivy completion ${name}`);
});
