import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    globalSetup: ["test/postgres-server.ts"],
    setupFiles: ["test/seeded-properties.ts"],
    // The @forge packages are CommonJS that expects a bundler.
    server: { deps: { inline: [/@forge\//] } },
  },
});
