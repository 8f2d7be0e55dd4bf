import { z } from "zod";
import { invokeAnswerSchema, productAnswerSchema } from "../views.ts";
import type { Opened } from "../views.ts";
import { send } from "./state/ask.ts";

/** What a surface can do to the Jira page around it. */
export interface Surroundings {
  theme: "auto" | "light" | "dark";
  /** The part of the address that belongs to the surface, from "/" on. */
  route: () => string;
  goTo: (route: string, replace: boolean) => void;
  /** The address of one of the app's own pages; null when the stage does not show that module. */
  urlOf: (module: string, route: string) => string | null;
  /** Where a link or the app's own router leads. */
  navigate: (url: string, tab: "same-tab" | "new-tab") => void;
  showFlag: (flag: Flag) => void;
  /** A surface wants to be told: of a new theme, of a new route. */
  subscribe: (event: string, handler: string) => void;
}

const flagSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  title: z.string().default(""),
  description: z.string().default(""),
  type: z.enum(["info", "success", "warning", "error"]).default("info"),
});
export type Flag = z.output<typeof flagSchema>;

const invokeSchema = z.object({ functionKey: z.string(), payload: z.unknown().optional() });
const fetchSchema = z.object({
  product: z.literal("jira"),
  restPath: z.string(),
  fetchRequestInit: z.object({
    method: z.string().exactOptional(),
    headers: z.array(z.tuple([z.string(), z.string()])),
    body: z.string().nullish(),
  }),
});
const subscriptionSchema = z.object({ event: z.string(), handler: z.string() });
const routeSchema = z.object({ route: z.string(), replace: z.boolean() });
const moduleLocation = z.object({
  target: z.literal("module"),
  moduleKey: z.string(),
  path: z.string().default("/"),
});
const navigateSchema = z.object({ url: z.string(), type: z.enum(["same-tab", "new-tab"]) });

/** The state of @atlaskit/tokens that the stage's own page has too. */
export const themeState = (theme: Surroundings["theme"]) => ({
  colorMode: theme,
  light: "light" as const,
  dark: "dark" as const,
  spacing: "spacing" as const,
  typography: "typography" as const,
  shape: "shape" as const,
});

/** What Jira's page answers over the bridge. @throws for what the stage does not have */
export async function answerOfProduct(
  opened: Opened,
  around: Surroundings,
  command: string,
  data: unknown,
): Promise<unknown> {
  switch (command) {
    case "invoke": {
      const { functionKey, payload } = invokeSchema.parse(data);
      return (await send("/stage/invoke", { ...opened, functionKey, payload }, invokeAnswerSchema)).answer;
    }
    case "fetchProduct": {
      const { restPath, fetchRequestInit } = fetchSchema.parse(data);
      return send(
        "/stage/fetch-product",
        { ...opened, path: restPath, ...fetchRequestInit },
        productAnswerSchema,
      );
    }
    case "getContext":
      return {
        accountId: opened.accountId,
        moduleKey: opened.module,
        localId: opened.module,
        locale: "en-US",
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        siteUrl: location.origin,
        environmentType: "DEVELOPMENT",
        theme: themeState(around.theme),
        extension: opened.extension,
      };
    case "on": {
      const { event, handler } = subscriptionSchema.parse(data);
      around.subscribe(event, handler);
      return true;
    }
    case "route":
      return around.route();
    case "routeTo": {
      const { route, replace } = routeSchema.parse(data);
      around.goTo(route, replace);
      return true;
    }
    case "routeGo":
      history.go(z.number().parse(data));
      return true;
    case "getUrl": {
      const { moduleKey, path } = moduleLocation.parse(data);
      return around.urlOf(moduleKey, path);
    }
    case "navigate": {
      const { url, type } = navigateSchema.parse(data);
      around.navigate(url, type);
      return true;
    }
    case "showFlag":
      around.showFlag(flagSchema.parse(data));
      return true;
    case "closeFlag":
    case "emitReadyEvent":
      return true;
    default:
      throw new Error(`The stage has no answer to the bridge's “${command}”.`);
  }
}
