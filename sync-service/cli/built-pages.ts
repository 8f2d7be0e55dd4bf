import { fileURLToPath } from "node:url";

/** Where the app's build puts the pages (`npm run forge:build`); the service must not know the app itself. */
export const BUILT_PAGES = fileURLToPath(new URL("../../forge-app/dist/pages", import.meta.url));
