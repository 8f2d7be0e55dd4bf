import type { Observation, Side, Snapshot } from "#sync/model/issue.ts";
import type { JournalEntry } from "#sync/model/link.ts";
import type { Refusal, WriteOutcome } from "#sync/trackers/tracker.ts";
import { withinMirror } from "./counterparts.ts";
import { tellApart } from "./label-meanings.ts";
import type { Wave } from "./parts.ts";

/** An issue as the merge compares it: labels told apart by meaning, and nothing of issues outside the mirror. */
export function asMirrored(wave: Wave, snapshot: Snapshot): Snapshot {
  const within = withinMirror(snapshot, wave.counterparts);
  return isOf(within, "linear") ? tellApart(wave.translator.labelMeanings, within) : within;
}

/** The same for what was seen of an issue. */
export function seenAsMirrored<S extends Side>(
  wave: Wave,
  seen: Observation<S> | null,
  side: S,
): Observation<S> | null {
  if (seen?.kind !== "present") return seen;
  const snapshot = asMirrored(wave, seen.snapshot);
  return isOf(snapshot, side) ? { kind: "present", snapshot } : seen;
}

/** What became of a write, in the same terms. */
export function outcomeAsMirrored(wave: Wave, entry: JournalEntry, outcome: WriteOutcome): WriteOutcome {
  if (outcome.kind !== "applied" && outcome.kind !== "refused") return outcome;
  const refused = outcome.refused.map((refusal) => withMeanings(entry, refusal));
  return outcome.kind === "refused"
    ? { ...outcome, refused }
    : { ...outcome, refused, snapshot: asMirrored(wave, outcome.snapshot) };
}

/** Linear's word against a label may have been about one that means something else. */
function withMeanings({ side, fields }: JournalEntry, refusal: Refusal): Refusal {
  if (side !== "linear" || refusal.fields === "issue" || !refusal.fields.includes("labels")) return refusal;
  const meant = (["labels", "type"] as const).filter((field) => fields[field] !== undefined);
  const others = refusal.fields.filter((field) => field !== "labels");
  return { ...refusal, fields: [...others, ...meant] };
}

function isOf<S extends Side>(snapshot: Snapshot, side: S): snapshot is Snapshot<S> {
  return snapshot.side === side;
}
