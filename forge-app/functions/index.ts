/** What manifest.yml names: Forge calls these by `index.<name>`. */
export { resolve } from "./resolver.ts";
