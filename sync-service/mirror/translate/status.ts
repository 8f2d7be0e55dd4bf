import type { Mirror } from "#sync/model/mapping.ts";
import { USUAL_RESOLUTIONS } from "#sync/model/resolution.ts";
import type { Container, Refusal, Status } from "#sync/trackers/tracker.ts";
import { translated, type Field, type Translation } from "../merge/field.ts";
import { mappedField } from "../merge/scalar.ts";

/**
 * Statuses by name. In Jira a resolution may tell more than the status: "Done/Won't Do" names both, and where
 * such a pair has a meaning of its own, it is the value that is compared ("10003/Won't Do").
 */
export function statusField(mirror: Mirror, project: Container, team: Container): Field<string, string> {
  const inLinear = new Map<string, Translation<string>>();
  for (const status of project.statuses) {
    inLinear.set(
      status.id,
      counterpartStatus(status, team.statuses, mirror.status.toLinear, `Linear team ${team.key}`),
    );
  }
  const inJira = new Map<string, Translation<string>>();
  for (const state of team.statuses) inJira.set(state.id, jiraStatus(mirror, project, state));
  return mappedField({
    toLinear: (value) => {
      const { status, resolution } = splitStatus(value);
      const resolved =
        resolution === null ? undefined : resolvedState(mirror, project, team, status, resolution);
      return resolved ?? inLinear.get(status) ?? unknownStatus(status);
    },
    toJira: (state) => inJira.get(state) ?? unknownStatus(state),
  });
}

/** A Jira status with its resolution, where the mapping makes something of it; else the status alone. */
export function statusWithResolution(
  mirror: Mirror,
  project: Container,
  team: Container,
  status: string,
  resolution: string | null,
): string {
  if (resolution === null) return status;
  const name = project.statuses.find(({ id }) => id === status)?.name;
  const isWritten = Object.values(mirror.status.toJira).includes(`${name ?? ""}/${resolution}`);
  const isRead = resolvedState(mirror, project, team, status, resolution) !== undefined;
  return isWritten || isRead ? `${status}/${resolution}` : status;
}

export function splitStatus(value: string): { status: string; resolution: string | null } {
  const slash = value.indexOf("/");
  return slash === -1
    ? { status: value, resolution: null }
    : { status: value.slice(0, slash), resolution: value.slice(slash + 1) };
}

/** The state that a resolution leads to: as the mapping says, else the usual one where it says nothing at all. */
function resolvedState(
  mirror: Mirror,
  project: Container,
  team: Container,
  statusId: string,
  resolution: string,
): Translation<string> | undefined {
  const status = project.statuses.find(({ id }) => id === statusId);
  if (!status) return undefined;
  const { toLinear } = mirror.status;
  const named = `${status.name}/${resolution}`;
  if (toLinear[named] !== undefined) {
    return counterpartStatus({ ...status, name: named }, team.statuses, toLinear, `Linear team ${team.key}`);
  }
  const usual = USUAL_RESOLUTIONS[resolution.toLowerCase()];
  if (usual === undefined || status.category !== "completed" || toLinear[status.name] !== undefined)
    return undefined;
  const state =
    team.statuses.find(({ category }) => category === usual) ??
    team.statuses.find(({ category }) => category === "canceled");
  return state && translated(state.id);
}

function jiraStatus(mirror: Mirror, project: Container, state: Status): Translation<string> {
  const place = `Jira project ${project.key}`;
  const wanted = mirror.status.toJira[state.name];
  const slash = wanted?.lastIndexOf("/") ?? -1;
  const isWhole = project.statuses.some(({ name }) => name === wanted);
  if (wanted === undefined || slash === -1 || isWhole) {
    return counterpartStatus(state, project.statuses, mirror.status.toJira, place);
  }
  const named = { [state.name]: wanted.slice(0, slash) };
  const status = counterpartStatus(state, project.statuses, named, place);
  return status.kind === "value" ? translated(`${status.value}${wanted.slice(slash)}`) : status;
}

/** By the mapping's name, else the same name, else the only sensible category; never "open" by default. */
function counterpartStatus(
  status: Status,
  candidates: readonly Status[],
  named: Readonly<Record<string, string>>,
  place: string,
): Translation<string> {
  const wanted = named[status.name];
  if (wanted !== undefined) {
    const match = candidates.find((candidate) => candidate.name === wanted);
    return match
      ? translated(match.id)
      : refused(`the mapping sends status "${status.name}" to "${wanted}", which ${place} does not have`);
  }
  const sameName = candidates.find((candidate) => spelling(candidate.name) === spelling(status.name));
  if (sameName) return translated(sameName.id);
  for (const category of [status.category, ...(nearCategories[status.category] ?? [])]) {
    const match = candidates.find((candidate) => candidate.category === category);
    if (match) return translated(match.id);
  }
  return refused(`status "${status.name}" has no counterpart in ${place}; name one in the mapping`);
}

/** "To Do" and "Todo" are the same name. */
function spelling(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/g, "");
}

const nearCategories: Partial<Record<Status["category"], readonly Status["category"][]>> = {
  triage: ["backlog", "unstarted"],
  backlog: ["unstarted"],
  unstarted: ["backlog"],
  canceled: ["completed"],
  duplicate: ["canceled", "completed"],
};

function unknownStatus(id: string): Translation<never> {
  return refused(`a status is not known yet (id ${id}); the mapping is read again soon`);
}

function refused(message: string): Translation<never> {
  const refusal: Refusal = { fields: ["status"], code: "unmapped", message };
  return { kind: "refused", refusal };
}
