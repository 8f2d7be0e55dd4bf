import { NavigationTarget, router, view } from "@forge/bridge";
import { useEffect, useState } from "react";
import { z } from "zod";
import { outcomePath } from "../../pages/outcomes/routes.ts";

/** The module in manifest.yml that shows outcomes, and the route of their page in it. */
const MODULE = "throughline-project";
const ROUTE = "/outcomes";

const contextSchema = z.object({ extension: z.object({ issue: z.object({ key: z.string() }) }) });

/** Addresses of the outcomes' own pages in the issue's project, by id; where Jira tells none, it is missing. */
export function useOutcomeUrls(ids: readonly string[]): Readonly<Record<string, string>> {
  const [urls, setUrls] = useState<Readonly<Record<string, string>>>({});
  const wanted = ids.join(" ");
  useEffect(() => {
    let isWanted = true;
    void urlsOf(wanted === "" ? [] : wanted.split(" ")).then((found) => isWanted && setUrls(found));
    return () => {
      isWanted = false;
    };
  }, [wanted]);
  return urls;
}

async function urlsOf(ids: readonly string[]): Promise<Readonly<Record<string, string>>> {
  try {
    const { extension } = contextSchema.parse(await view.getContext());
    const projectKey = extension.issue.key.replace(/-\d+$/, "");
    const there = { target: NavigationTarget.Module, moduleKey: MODULE, projectKey };
    const found = ids.map(async (id) => {
      const url = await router.getUrl({ ...there, path: `${ROUTE}${outcomePath(id)}` });
      return url === null ? [] : [[id, url.href] as const];
    });
    return Object.fromEntries((await Promise.all(found)).flat());
  } catch (error) {
    // The chain is as true without its links.
    console.error("Jira told no address of the page of outcomes", error);
    return {};
  }
}
