import type { initiativesOperations } from "#shared/contract/initiatives/operations.ts";
import type { WorkView } from "#shared/contract/initiatives/words.ts";
import { ruleStatements } from "#shared/rollup/rules.ts";
import {
  changesAnswer,
  draftAnswer,
  historyAnswer,
  listOf,
  pageAnswer,
  worksAnswer,
} from "#sync/rollup/answers.ts";
import type { InitiativesDesk } from "#sync/rollup/desk.ts";
import { InitiativesRefused } from "#sync/rollup/refused.ts";
import {
  addUpdate,
  archiveInitiative,
  removeView,
  saveInitiative,
  saveSettings,
  saveView,
  unknownInitiative,
} from "#sync/rollup/write.ts";
import { Refused } from "../refusal.ts";
import { personAsking, type Asker, type Handlers } from "./handlers.ts";

/** Titles of issues that this asker may read, by roll-up id; what is not there has none for them. */
export type TitlesFor = (
  asker: Asker,
  initiative: string,
  works: readonly WorkView[],
) => Promise<ReadonlyMap<string, string>>;

export function initiativesHandlers(
  desk: InitiativesDesk,
  titlesFor: TitlesFor,
): Handlers<typeof initiativesOperations> {
  /** Fills in the titles that the asker may read; of private Linear teams nobody's are told. */
  const titled = async (asker: Asker, initiative: string, works: readonly WorkView[]): Promise<void> => {
    const open = works.filter(({ isPrivate }) => !isPrivate);
    if (open.length === 0) return;
    const titles = await titlesFor(asker, initiative, open);
    for (const work of open) {
      const id = work.itemIds.find((one) => titles.has(one));
      work.title = id === undefined ? null : (titles.get(id) ?? null);
    }
  };
  const settings = () => ({
    settings: desk.ledger.settings,
    revision: desk.ledger.settingsRevision,
    rules: RULES.map(({ rule, name }) => ({ rule, name, statement: ruleStatements[rule] })),
  });
  const views = () => ({ views: [...desk.ledger.views.values()] });

  return {
    "initiatives.list": (_asker, request) => listOf(desk, request),
    "initiatives.version": async (_asker, { initiative }) => {
      await desk.look();
      return { version: desk.version(initiative) };
    },
    "initiative.page": async (asker, request) => {
      const page = await answered(pageAnswer(desk, request));
      await titled(
        asker,
        request.initiative,
        page.decisions.flatMap(({ work }) => work ?? []),
      );
      return page;
    },
    "initiative.works": async (asker, request) => {
      const answer = await answered(worksAnswer(desk, request));
      await titled(asker, request.initiative, answer.works);
      return answer;
    },
    "initiative.changes": async (asker, request) => {
      const answer = await answered(changesAnswer(desk, request));
      await titled(
        asker,
        request.initiative,
        answer.kinds.flatMap(({ works }) => works),
      );
      return answer;
    },
    "initiative.history": (_asker, { initiative }) => answered(historyAnswer(desk, initiative)),
    "initiative.definition": async (_asker, { initiative }) => {
      await desk.look();
      const entry = desk.ledger.initiatives.get(initiative);
      if (!entry) return await answered(Promise.reject(unknownInitiative(initiative)));
      const definition = { ...entry.body, sources: [...entry.body.sources] };
      return { initiative, revision: entry.revision, definition };
    },
    "initiative.save": async (asker, request) =>
      savedOf(await answered(saveInitiative(desk, request, personAsking(asker)))),
    "initiative.archive": async (asker, request) =>
      savedOf(await answered(archiveInitiative(desk, request, personAsking(asker)))),
    "initiative.draft": (_asker, { initiative }) => answered(draftAnswer(desk, initiative)),
    "initiative.update": async (asker, request) => ({
      update: await answered(addUpdate(desk, request, personAsking(asker))),
    }),
    "rollup.settings": async () => {
      await desk.look();
      return settings();
    },
    "rollup.save-settings": async (asker, request) => {
      await answered(saveSettings(desk, request, personAsking(asker)));
      return settings();
    },
    "initiatives.save-view": async (asker, request) => {
      await answered(saveView(desk, request, personAsking(asker)));
      return views();
    },
    "initiatives.remove-view": async (asker, request) => {
      await answered(removeView(desk, request, personAsking(asker)));
      return views();
    },
  };
}

const RULES = [
  { rule: "linear", name: "Linear" },
  { rule: "jira-plans", name: "Jira Plans" },
  { rule: "jira-product-discovery", name: "Jira Product Discovery" },
] as const;

const savedOf = ({ id, revision }: { id: string; revision: number }) => ({ initiative: id, revision });

async function answered<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof InitiativesRefused)) throw error;
    throw new Refused(error.status, error.message, error.advice);
  }
}
