import type { HistoryEntry } from "#shared/contract/scoring/history.ts";
import type { ScoringSettings } from "#shared/contract/scoring/settings.ts";
import type { Inputs } from "#shared/contract/scoring/words.ts";
import { evidenceKinds } from "#shared/scoring/evidence.ts";
import type { Field } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { toldInput } from "./input-text.ts";
import { settingsOf } from "./standings.ts";

/** What was decided, in one sentence: "effort from 3 to 5", "taken away", "added user evidence from …". */
export function historySentence(what: HistoryEntry["what"], settings: ScoringSettings): string {
  switch (what.kind) {
    case "score": {
      const fields = frameworkById(what.framework).fields(settingsOf(what.framework, settings));
      if (what.inputs === null) return "the score was taken away";
      const changed = differences(fields, what.before, what.inputs);
      const asked = what.asked === null ? "" : askedFor(fields, what.inputs, what.asked);
      return (changed === "" ? "given again, unchanged" : changed) + asked;
    }
    case "evidence":
      return `${what.isWithdrawn ? "withdrew" : "gave"} ${evidenceKinds[what.evidence.kind].label}: ${what.evidence.source}`;
    case "outcomes":
      return what.outcomes.length === 0 ? "serves no outcome" : `serves ${what.outcomes.length} outcomes`;
    case "rescore":
      return `asked for a new score: ${what.sentence}`;
    case "poker":
      return what.sentence;
  }
}

function differences(fields: readonly Field[], before: Inputs | null, after: Inputs): string {
  return fields
    .flatMap((field) => {
      const [was, now] = [toldInput(field, before?.[field.key]), toldInput(field, after[field.key])];
      if (was === now) return [];
      const name = field.label.toLowerCase();
      if (was === "") return [`${name} ${now}`];
      return [now === "" ? `${name} ${was} taken away` : `${name} from ${was} to ${now}`];
    })
    .join(", ");
}

function askedFor(fields: readonly Field[], accepted: Inputs, asked: Inputs): string {
  const lost = differences(fields, accepted, asked);
  return lost === "" ? "" : `; was asked for: ${lost}`;
}
