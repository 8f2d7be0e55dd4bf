// The "never" list of the design, over the real imports. test/house/imports.test.ts proves each rule can fail.
/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "shared-stands-alone",
      comment: "shared/ runs in Forge, in the browser and in Node; it knows neither side.",
      severity: "error",
      from: { path: "^shared/" },
      to: { path: "^(forge-app|sync-service|test)/" },
    },
    {
      name: "shared-runs-anywhere",
      comment: "No Node, Forge or DOM package in shared/; zod alone.",
      severity: "error",
      from: { path: "^shared/" },
      to: { dependencyTypes: ["core", "npm", "npm-dev"], pathNot: "^node_modules/zod/" },
    },
    {
      name: "app-and-service-meet-in-shared",
      severity: "error",
      from: { path: "^forge-app/(?!stage/)" },
      to: { path: "^sync-service/" },
    },
    {
      name: "service-and-app-meet-in-shared",
      severity: "error",
      from: { path: "^sync-service/" },
      to: { path: "^forge-app/" },
    },
    {
      name: "mirror-knows-only-the-port",
      severity: "error",
      from: { path: "^sync-service/(mirror|rollup)/" },
      to: { path: "^sync-service/trackers/(jira|linear)/" },
    },
    {
      name: "pure-core",
      comment: "model, richtext, the plan and the merges do no I/O.",
      severity: "error",
      from: { path: "^sync-service/(model|richtext|mirror/merge)/|^sync-service/mirror/(plan|recover|translate)" },
      to: {
        path: "^sync-service/(store|http|cli|trackers|sandbox)/|^node_modules/(kysely|better-sqlite3|pg|fastify|pino|@linear|p-queue)/",
      },
    },
    {
      name: "pure-core-no-node",
      severity: "error",
      from: { path: "^sync-service/(model|richtext|mirror/merge)/|^sync-service/mirror/(plan|recover|translate)" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "only-cli-and-http-wire",
      comment: "Two of store, trackers and mirror meet only where parts are wired together.",
      severity: "error",
      from: { path: "^sync-service/(store|trackers|mirror|rollup|model|richtext)/" },
      to: { path: "^sync-service/(cli|http)/" },
    },
    {
      name: "only-store-speaks-sql",
      severity: "error",
      from: { path: "^(sync-service|forge-app|shared)/", pathNot: "^sync-service/store/" },
      to: { path: "^node_modules/(kysely|better-sqlite3|pg)/" },
    },
    {
      name: "only-trackers-speak-to-trackers",
      severity: "error",
      from: { path: "^(sync-service|forge-app|shared)/", pathNot: "^sync-service/(trackers|sandbox)/" },
      to: { path: "^node_modules/@linear/" },
    },
    {
      name: "sandbox-is-for-tests-and-the-demo",
      severity: "error",
      from: { path: "^(sync-service|forge-app|shared)/", pathNot: "^sync-service/(sandbox|cli)/" },
      to: { path: "^sync-service/sandbox/" },
    },
    { name: "no-circles", severity: "error", from: { pathNot: "node_modules" }, to: { circular: true } },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
