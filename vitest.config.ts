import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const src = fileURLToPath(new URL("./src", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^#(.+)$/, replacement: `${src}/$1.ts` },
      { find: /^ivy-quant$/, replacement: `${src}/index.ts` },
    ],
  },
  test: {
    // Strategies that a test loads run as Node runs them, not as the test tool would rewrite them.
    server: { deps: { external: [/\/ivy-load-[^/]+\//, /\/\.ivy\/cache\//] } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "strategies/**/*.test.ts", "tools/**/*.test.ts", "test/**/*.test.ts"],
          exclude: ["test/acceptance/**", "test/real-data/**"],
          // A test is not timed: a busy machine may take its time.
          testTimeout: 30_000,
        },
      },
      {
        // The built program as a person runs it; dist/ is built first.
        extends: true,
        test: {
          name: "acceptance",
          include: ["test/acceptance/**/*.test.ts"],
          globalSetup: ["test/acceptance/build-first.ts"],
          testTimeout: 30_000,
        },
      },
      {
        // Long histories that do not ship: skipped, with the reason, where their folder is absent.
        extends: true,
        test: { name: "real-data", include: ["test/real-data/**/*.test.ts"], testTimeout: 60_000 },
      },
    ],
  },
});
