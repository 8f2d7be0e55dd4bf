import { otherSide, SIDES, type Snapshot } from "#sync/model/issue.ts";
import { projectOf } from "#sync/model/project-id.ts";
import type { Link } from "#sync/model/link.ts";
import { planCreation } from "./plan-creation.ts";
import { mergeAll, rebase } from "./plan-fields.ts";
import { nameOf, placeOf, rest, type Plan, type PlanInput } from "./plan-types.ts";
import { recover } from "./recover.ts";
import { translatorForLink } from "./translate.ts";

/**
 * What must be written on each side of one link, and the base after it. A pure function: the same inputs give
 * the same plan, and once a plan has been carried out the next one is empty.
 */
export function planLink(given: PlanInput): Plan {
  const { jira, linear } = given;
  const translator = translatorForLink(given);
  const input = { ...given, translator };
  if (given.outside) {
    return rest(input, "unlinked", `It is not in the mirror's scope in ${nameOf[given.outside]}`);
  }
  if (jira?.kind === "present" && linear?.kind === "present") {
    return planBoth(input, jira.snapshot, linear.snapshot);
  }
  // An end that was never there is created, whatever kept it from being created before.
  if (jira?.kind === "present" && isYetToCome(given, "linear")) return planCreation(input, jira.snapshot);
  if (linear?.kind === "present" && isYetToCome(given, "jira")) return planCreation(input, linear.snapshot);
  const lost = jira?.kind === "absent" ? "Jira" : "Linear";
  return rest(
    input,
    "missing",
    `${lost} does not show the issue any more: deleted, or not visible to this account`,
  );
}

/** An id is reserved for a creation before it is sent; the other end was there, and who misses it was deleted. */
function isYetToCome({ link, journal }: PlanInput, side: Snapshot["side"]): boolean {
  if (link[side] === null) return true;
  return (
    link.state === "creating" && !journal.some((entry) => entry.kind === "create" && entry.side !== side)
  );
}

function planBoth(input: PlanInput, jira: Snapshot<"jira">, linear: Snapshot<"linear">): Plan {
  const { translator } = input;
  const gone = [jira, linear].find((snapshot) => snapshot.lifecycle === "trashed");
  if (gone) return rest(input, "tombstone", `${nameOf[gone.side]} has ${gone.key} in the trash`);
  const outside = [jira, linear].find(
    (snapshot) => snapshot.container !== translator[snapshot.side].container.id,
  );
  if (outside) return rest(input, "unlinked", `${outside.key} has left ${placeOf(translator, outside.side)}`);

  const recovered = recover(input.link, input.journal, translator, { jira, linear });
  const restored = SIDES.some((side) => {
    const mark = side === "jira" ? jira.mark : linear.mark;
    const counterpart = input.link[otherSide[side]]?.id;
    if (mark === null || mark.counterpart !== counterpart) return false;
    const forgotten = mark.link !== input.link.id && recovered.generation === 0;
    return forgotten || mark.generation > recovered.generation;
  });
  const merge = restored ? rebase : mergeAll;
  const merged = merge(input, recovered, jira, linear);
  const generation = Math.max(
    recovered.generation,
    ...[jira, linear].map((snapshot) =>
      snapshot.mark?.link === input.link.id ? snapshot.mark.generation : 0,
    ),
  );
  return {
    state: "linked",
    note: restored ? "An older database was restored; differences wait for a person" : null,
    generation,
    create: null,
    marks: [jira, linear]
      .filter((snapshot) => projectOf(snapshot.id) === null && !isMarked(snapshot, input.link))
      .map((snapshot) => snapshot.side),
    ...merged,
  };
}

function isMarked(snapshot: Snapshot, link: Link): boolean {
  const counterpart = link[otherSide[snapshot.side]]?.id ?? null;
  return (
    snapshot.mark !== null && snapshot.mark.link === link.id && snapshot.mark.counterpart === counterpart
  );
}
