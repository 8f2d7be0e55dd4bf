import type { ScoringContext } from "#shared/contract/scoring/context.ts";
import { defaultScoringSettings } from "#shared/contract/scoring/settings.ts";

/** What the issue context shows about scoring. */
export const scoringContextOf = (): ScoringContext => ({
  settings: defaultScoringSettings,
  settingsRevision: 0,
  scores: [],
  evidence: { items: [], meter: { value: 0, strongest: null, fadesOn: null } },
  served: { revision: 0, outcomes: [] },
  outcomesThereAre: [],
  parents: [],
  rescores: [],
  property: { accepted: null, isDue: false, changedOutside: null },
  openPoker: [],
});
