import { defineConfig } from "vitest/config";

/** Suites whose modules remember something of a test: what Forge gives an app, a browser, what is spied on. */
const REMEMBER = ["test/e2e/**/*.test.ts", "test/forge-app/**/*.test.{ts,tsx}", "test/house/**/*.test.ts"];
const ALL = "test/**/*.test.{ts,tsx}";

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    globalSetup: ["test/postgres-server.ts"],
    setupFiles: ["test/seeded-properties.ts"],
    // The @forge packages are CommonJS that expects a bundler.
    server: { deps: { inline: [/@forge\//] } },
    projects: [
      { extends: true, test: { name: "apart", include: REMEMBER } },
      // The others share the modules of their worker: loading them anew for each file took longer than the tests.
      { extends: true, test: { name: "together", include: [ALL], exclude: REMEMBER, isolate: false } },
    ],
  },
});
