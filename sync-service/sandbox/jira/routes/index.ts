import type { Route } from "../call.ts";
import { issueRoutes } from "./issues.ts";
import { propertyRoutes } from "./properties.ts";
import { searchRoutes } from "./search.ts";
import { siteRoutes } from "./site.ts";
import { taskRoutes } from "./tasks.ts";
import { transitionRoutes } from "./transitions.ts";
import { userRoutes } from "./users.ts";

export const routes: readonly Route[] = [
  ...issueRoutes,
  ...propertyRoutes,
  ...searchRoutes,
  ...siteRoutes,
  ...taskRoutes,
  ...transitionRoutes,
  ...userRoutes,
];
