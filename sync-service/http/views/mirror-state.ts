import type { ConflictRecord, MirroredState, MirrorStateOfIssue } from "#shared/contract/mirror-state.ts";
import type { IssueId } from "#sync/model/issue.ts";
import type { Conflict, Link } from "#sync/model/link.ts";
import type { MirrorEngine } from "#sync/mirror/engine.ts";
import { readableValue } from "#sync/mirror/readable-value.ts";
import type { MirrorState } from "#sync/store/store.ts";
import type { Service } from "../service.ts";

/** What an engineer is told about the mirror of the Jira issue that is open. */
export async function mirrorStateOf(service: Service, id: IssueId): Promise<MirrorStateOfIssue> {
  for (const engine of service.engines) {
    const known = await service.store.mirror.linksByIssue(engine.mirror.id, "jira", [id]);
    const link = known.get(id);
    if (link?.mirror === engine.mirror.id) return await stateOfLink(service, engine, link);
  }
  const projects = service.engines.map((engine) => engine.mirror.jira.project).join(", ");
  return {
    kind: "not-mirrored",
    reason: `No mirror holds this issue; mirrored projects: ${projects || "none"}.`,
  };
}

async function stateOfLink(service: Service, engine: MirrorEngine, link: Link): Promise<MirrorStateOfIssue> {
  if (link.state === "unlinked") return { kind: "not-mirrored", reason: link.note ?? "It is not mirrored." };
  const { mirror: store } = service.store;
  const [mirrors, parked, conflicts, found] = await Promise.all([
    store.mirrors(),
    store.parkedOf([link.id]),
    store.conflicts(link.mirror, { openOnly: true }),
    store.search({ mirror: link.mirror, text: link.jira?.key ?? "", after: 0, limit: 50 }),
  ]);
  const own = conflicts.filter((conflict) => conflict.link === link.id);
  const mirror = mirrors.find((one) => one.id === link.mirror);
  const dirty = found.links.some((one) => one.id === link.id && one.dirty);
  return {
    kind: "mirrored",
    state: stateToTell(link, { mirror, dirty, parked: parked.length, asks: asking(own).length }),
    mirror: link.mirror,
    counterpart: link.linear && { id: link.linear.id, key: link.linear.key, url: link.linear.url },
    lastAgreedAt: link.agreedAt,
    note: mirror?.pausedReason ?? link.note,
    parked: parked
      .map(({ side, field, message, since, retryAt }) => ({ side, field, message, since, retryAt }))
      .sort((a, b) => b.since - a.since),
    conflicts: own.sort((a, b) => b.at - a.at).map((conflict) => toRecord(engine, conflict)),
  };
}

export const asking = (conflicts: readonly Conflict[]): Conflict[] =>
  conflicts.filter((conflict) => conflict.resolution === "ask");

/** Of several that hold at once, the first in the contract's order. */
export function stateToTell(
  link: Link,
  facts: { mirror: MirrorState | undefined; dirty: boolean; parked: number; asks: number },
): MirroredState {
  if (facts.mirror !== undefined && facts.mirror.pausedReason !== null) return "paused";
  if (link.state === "tombstone") return "deleted";
  if (link.state === "missing") return "missing";
  if (facts.asks > 0) return "conflict";
  if (facts.parked > 0) return "parked";
  if (link.state === "new" || link.state === "creating") return "creating";
  return facts.dirty ? "syncing" : "in-sync";
}

function toRecord(engine: MirrorEngine, conflict: Conflict): ConflictRecord {
  return {
    id: conflict.id,
    field: conflict.field,
    kept: conflict.resolution,
    jira: readableValue(engine.directories?.jira, conflict.field, conflict.jira),
    linear: readableValue(engine.directories?.linear, conflict.field, conflict.linear),
    at: conflict.at,
  };
}
