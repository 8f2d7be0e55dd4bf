import { isOnSide, type IssueId, type Observation, type Side, type Snapshot } from "#sync/model/issue.ts";
import type { JournalEntry, Link } from "#sync/model/link.ts";
import type { Refusal, WriteOutcome } from "#sync/trackers/tracker.ts";
import { asIssueId } from "#sync/model/project-id.ts";
import { amongIssues, becomesProject } from "./translate/epics.ts";
import { tellApart } from "./label-meanings.ts";
import type { Wave } from "./parts.ts";
import type { Translator } from "./translate.ts";
import { statusWithResolution } from "./translate/status.ts";
import { relationsToCarry } from "./translate/relations.ts";

/**
 * An issue as the merge compares it: labels told apart by meaning; a parent outside the mirror, and relations
 * that are not this issue's to carry over, stay on their own side. A parent that has only gone aside itself (into
 * the trash, out of sight) is still the one agreed on: nobody moved the issue.
 */
function asMirrored(wave: Wave, link: Link, snapshot: Snapshot): Snapshot {
  const { translator, counterparts } = wave;
  const { side, values } = snapshot;
  const parent =
    parentsOf(translator, snapshot).find(
      (id) => counterparts.of(side, id).kind !== "outside" || id === link.base.parent?.[side],
    ) ?? null;
  const jira = side === "jira" ? snapshot.id : (link.jira?.id ?? null);
  const relations = relationsToCarry(translator.mirror.relations, amongIssues(counterparts), {
    side,
    jira,
    relations: values.relations,
  });
  const team = translator.linear.container.id;
  const container = snapshot.teams?.includes(team) === true ? team : snapshot.container;
  const within: Snapshot = { ...snapshot, container, values: { ...values, parent, relations } };
  if (isOnSide(within, "linear")) return tellApart(translator.labelMeanings, within);
  return isOnSide(within, "jira") ? withResolution(translator, within) : within;
}

/** What it is a part of, the nearest first: in Linear an issue, or the project that stands for an epic. */
function parentsOf({ mirror }: Translator, { values, project = null }: Snapshot): readonly IssueId[] {
  const above = mirror.epics === "projects" && project !== null ? [asIssueId(project)] : [];
  return values.parent === null ? above : [values.parent, ...above];
}

function withResolution(translator: Translator, snapshot: Snapshot<"jira">): Snapshot<"jira"> {
  const { mirror, jira, linear } = translator;
  const { values, resolution = null } = snapshot;
  const place = becomesProject(translator, snapshot) ? translator.projects : linear.container;
  const status = statusWithResolution(mirror, jira.container, place, values.status, resolution);
  return { ...snapshot, values: { ...values, status } };
}

/** The same for what was seen of an issue. */
export function seenAsMirrored<S extends Side>(
  wave: Wave,
  link: Link,
  seen: Observation<S> | null,
  side: S,
): Observation<S> | null {
  if (seen?.kind !== "present") return seen;
  const snapshot = asMirrored(wave, link, seen.snapshot);
  return isOnSide(snapshot, side) ? { kind: "present", snapshot } : seen;
}

/** What became of a write, in the same terms. */
export function outcomeAsMirrored(
  wave: Wave,
  link: Link,
  entry: JournalEntry,
  outcome: WriteOutcome,
): WriteOutcome {
  if (outcome.kind !== "applied" && outcome.kind !== "refused") return outcome;
  const refused = outcome.refused.map((refusal) => withMeanings(entry, refusal));
  return outcome.kind === "refused"
    ? { ...outcome, refused }
    : { ...outcome, refused, snapshot: asMirrored(wave, link, outcome.snapshot) };
}

/** Linear's word against a label may have been about one that means something else. */
function withMeanings({ side, fields }: JournalEntry, refusal: Refusal): Refusal {
  if (side !== "linear" || refusal.fields === "issue" || !refusal.fields.includes("labels")) return refusal;
  const meant = (["labels", "type", "components", "custom"] as const).filter(
    (field) => fields[field] !== undefined,
  );
  const others = refusal.fields.filter((field) => field !== "labels");
  return { ...refusal, fields: [...others, ...meant] };
}
