import type { Route } from "../call.ts";
import { appFieldRoutes } from "./app-fields.ts";
import { attachmentRoutes } from "./attachments.ts";
import { bulkRoutes } from "./bulk.ts";
import { changelogRoutes } from "./changelogs.ts";
import { commentRoutes } from "./comments.ts";
import { issueRoutes } from "./issues.ts";
import { linkRoutes } from "./links.ts";
import { notifyRoutes } from "./notify.ts";
import { propertyRoutes } from "./properties.ts";
import { searchRoutes } from "./search.ts";
import { siteRoutes } from "./site.ts";
import { taskRoutes } from "./tasks.ts";
import { transitionRoutes } from "./transitions.ts";
import { userRoutes } from "./users.ts";
import { webhookRoutes } from "./webhooks.ts";

export const routes: readonly Route[] = [
  ...appFieldRoutes,
  ...attachmentRoutes,
  ...bulkRoutes,
  ...changelogRoutes,
  ...commentRoutes,
  ...issueRoutes,
  ...linkRoutes,
  ...notifyRoutes,
  ...propertyRoutes,
  ...searchRoutes,
  ...siteRoutes,
  ...taskRoutes,
  ...transitionRoutes,
  ...userRoutes,
  ...webhookRoutes,
];
