import type { WorkView } from "#shared/contract/initiatives/words.ts";
import type { Service } from "../service.ts";
import type { TitlesFor } from "./initiatives.ts";

/**
 * The one place that decides which titles of issues leave the service, by who asks. Works of private Linear teams do
 * not come here: nobody is told their titles.
 *
 * - In Jira: of issues that are in Linear alone. What is in Jira, the page asks Jira for, as the viewer.
 * - Outside and on share links: what somebody chose to publish of the initiative, and nothing else.
 */
export function titlesFor({ store, initiatives }: Pick<Service, "store" | "initiatives">): TitlesFor {
  return async (asker, initiative, works) => {
    const readable =
      asker.kind === "jira" ? works.filter(({ jira }) => jira === null) : published(initiative, works);
    return await store.rollup.titles(readable.flatMap(({ itemIds }) => itemIds));
  };

  function published(initiative: string, works: readonly WorkView[]): readonly WorkView[] {
    const titles = initiatives.ledger.initiatives.get(initiative)?.body.titles ?? { kind: "none" };
    switch (titles.kind) {
      case "none":
        return [];
      case "all":
        return works;
      case "chosen": {
        const chosen = new Set(titles.items);
        return works.filter(({ itemIds }) => itemIds.some((id) => chosen.has(id)));
      }
    }
  }
}
