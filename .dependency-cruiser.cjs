// The "never" list of the design, over the real imports. test/house/imports.test.ts proves that each rule can
// fail and that no import escapes them.

/** What computes and nothing else; it may import itself, and the libraries below. */
const PURE =
  "^shared/|^sync-service/(model|richtext|mirror/merge|mirror/translate)/|^sync-service/mirror/(plan|translate|recover|counterparts|label-meanings|mapped-by)[^/]*\\.ts$";
const PURE_LIBRARIES =
  "^node_modules/(zod|fast-json-stable-stringify|@types/(mdast|unist)|mdast-util-[^/]+|micromark[^/]*)/";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "shared-runs-anywhere",
      comment: "shared/ runs in Forge, in the browser and in Node: it imports itself and zod.",
      severity: "error",
      from: { path: "^shared/" },
      to: { pathNot: "^shared/|^node_modules/zod/" },
    },
    {
      name: "app-knows-no-service",
      comment: "forge-app/ and sync-service/ meet in shared/.",
      severity: "error",
      from: { path: "^forge-app/" },
      to: { path: "^sync-service/" },
    },
    {
      name: "service-knows-no-app",
      comment: "forge-app/ and sync-service/ meet in shared/.",
      severity: "error",
      from: { path: "^sync-service/" },
      to: { path: "^forge-app/" },
    },
    {
      name: "mirror-knows-the-port-only",
      comment: "By whatever way: mirror/, rollup/ and scoring/ never reach one tracker's code.",
      severity: "error",
      from: { path: "^sync-service/(mirror|rollup|scoring)/" },
      to: { path: "^sync-service/trackers/(jira|linear)/", reachable: true },
    },
    {
      name: "pure-core",
      comment: "The model, the texts, the plan and the merges do no I/O; a type alone does none.",
      severity: "error",
      from: { path: PURE },
      to: { pathNot: `${PURE}|${PURE_LIBRARIES}`, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "only-cli-and-http-wire",
      comment: "The parts do not know who wires them.",
      severity: "error",
      from: { path: "^sync-service/", pathNot: "^sync-service/(cli|http)/" },
      to: { path: "^sync-service/(cli|http)/" },
    },
    {
      name: "parts-stand-apart",
      comment: "Trackers and store know neither each other nor the engine.",
      severity: "error",
      from: { path: "^sync-service/(store|trackers)/" },
      to: {
        path: "^sync-service/(store|trackers|mirror|rollup|scoring|http|cli)/",
        pathNot: "^sync-service/$1/",
      },
    },
    {
      name: "only-store-speaks-sql",
      severity: "error",
      from: { path: "^(sync-service|forge-app|shared)/", pathNot: "^sync-service/store/" },
      to: { path: "^node_modules/(kysely|better-sqlite3|pg)/|^sqlite$" },
    },
    {
      name: "only-trackers-speak-to-trackers",
      severity: "error",
      from: { path: "^(sync-service|forge-app|shared)/", pathNot: "^sync-service/(trackers|sandbox)/" },
      to: { path: "^node_modules/(@linear|jira\\.js)/" },
    },
    {
      name: "sandbox-is-for-tests-and-the-demo",
      severity: "error",
      from: { path: "^(sync-service|forge-app|shared)/", pathNot: "^sync-service/(sandbox|cli)/" },
      to: { path: "^sync-service/sandbox/" },
    },
    {
      name: "nothing-imports-tests",
      severity: "error",
      from: { path: "^(sync-service|forge-app|shared)/" },
      to: { path: "^test/" },
    },
    {
      name: "named-in-package-json",
      comment: "What a package brings along for itself may be gone with its next version.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    { name: "everything-resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(?!node_modules/).*/dist/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
