import { join } from "node:path";
import { repository } from "../check/manifest.ts";
import { viteBundle } from "../vite-bundle.ts";

const PAGE = "forge-app/stage/page";

/**
 * The stage's page with the UI Kit surfaces, in forge-app/stage/dist, and beside it the bridge that the stage
 * puts into the frames of Custom UI, under a name of its own.
 */
export function pageBundle(say: (line: string) => void): Promise<string> {
  return viteBundle({
    name: "the demo page",
    root: PAGE,
    into: "forge-app/stage/dist",
    sources: [
      "forge-app/{ui,stage,functions}/**/*.{ts,tsx,css,html}",
      "forge-app/pages/outcomes/routes.ts",
      "shared/**/*.ts",
    ],
    say,
    config: {
      build: {
        rolldownOptions: {
          input: {
            index: join(repository, PAGE, "index.html"),
            "frame-bridge": join(repository, "forge-app/stage/frame/bridge.ts"),
          },
          output: {
            entryFileNames: ({ name }) => (name === "frame-bridge" ? "[name].js" : "assets/[name]-[hash].js"),
          },
        },
      },
    },
  });
}
