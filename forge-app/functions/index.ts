/** What manifest.yml names: Forge calls these by `index.<name>`. */
export { deliverEverything } from "./delivery.ts";
export { issueStatus } from "./lozenge.ts";
export { resolve } from "./resolver.ts";
