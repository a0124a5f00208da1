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
  test: { include: ["src/**/*.test.ts", "test/**/*.test.ts", "strategies/**/*.test.ts", "tools/**/*.test.ts"] },
});
