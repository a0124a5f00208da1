import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkBrowser, checkCertificates, checkKeys, checkNode } from "./machine.ts";
import { checkColor, checkLocale } from "./terminal.ts";

describe("the doctor", () => {
  it.each([
    ["20.19.0", "ok"],
    ["20.20.2", "ok"],
    ["22.1.0", "ok"],
    ["20.18.9", "problem"],
    ["9.99.0", "problem"],
  ])("compares Node %s number by number: %s", (version, status) => {
    expect(checkNode(version, "20.19").status).toBe(status);
  });

  it("names keys, and never says what they are", () => {
    const check = checkKeys({ ALPACA_API_KEY: "PK-very-secret", ALPACA_API_SECRET: "" });
    expect(check.says).toContain("ALPACA_API_KEY set");
    expect(check.says).not.toContain("ALPACA_API_SECRET");
    expect(JSON.stringify(check)).not.toContain("very-secret");
  });

  it("finds a browser on the path, and says where", () => {
    const folder = mkdtempSync(join(tmpdir(), "ivy-browser-"));
    const file = join(folder, "chromium");
    writeFileSync(file, "");
    chmodSync(file, 0o755);
    const found = checkBrowser({ PATH: `/nowhere:${folder}` }, "linux");
    rmSync(folder, { recursive: true });
    expect(found).toMatchObject({ status: "ok", says: expect.stringContaining(file) });
    expect(checkBrowser({ PATH: "/nowhere" }, "linux").status).toBe("note");
  });

  it("speaks of what slows the start", () => {
    expect(checkCertificates({}).status).toBe("ok");
    expect(checkCertificates({ NODE_EXTRA_CA_CERTS: "/a.pem" }).says).toContain("NODE_EXTRA_CA_CERTS");
    expect(checkCertificates({ NODE_OPTIONS: "--inspect" }).says).toContain("NODE_OPTIONS");
  });

  it("takes the first of the variables that name the characters", () => {
    expect(checkLocale({ LC_ALL: "C", LANG: "en_GB.UTF-8" }, "linux").status).toBe("note");
    expect(checkLocale({ LC_ALL: "", LANG: "en_GB.utf8" }, "linux").status).toBe("ok");
    expect(checkLocale({}, "linux").status).toBe("note");
    expect(checkLocale({}, "win32").status).toBe("ok");
  });

  it("says when tables will not fit", () => {
    expect(checkColor({}, { isTerminal: true, width: 79 }).status).toBe("note");
    expect(checkColor({ NO_COLOR: "1" }, { isTerminal: true, width: 80 }).says).toBe(
      "80 columns, no colour (NO_COLOR)",
    );
    expect(checkColor({}, { isTerminal: false, width: 0 }).status).toBe("ok");
  });
});
