import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { MIRRORED_STATES, type MirroredState } from "#shared/contract/mirror-state.ts";
import {
  linksQuerySchema,
  type InitiativeAnswer,
  type LinkRow,
  type LinksPage,
  type ServiceStatus,
  type Why,
} from "#shared/contract/service-api.ts";
import type { FoundLink, MirrorState } from "#sync/store/store.ts";
import type { Spending } from "#sync/trackers/tracker.ts";
import { operatorCheck } from "../access/operator.ts";
import { Refused } from "../refusal.ts";
import type { Service } from "../service.ts";
import { asking, stateToTell } from "../views/mirror-state.ts";
import { Worth } from "../views/worth.ts";

const mirrorParameters = z.object({ id: z.string() });
const issueParameters = z.object({ jiraKey: z.string() });

/** What who runs the service reads of it, as shared/contract/service-api.ts describes it. */
export function apiRoutes(server: FastifyInstance, service: Service): void {
  const worth = new Worth(service);
  const guarded = { preHandler: operatorCheck(service.operatorToken) };

  server.get("/api/status", guarded, () => statusOf(service));

  server.get("/api/mirrors/:id/links", guarded, async (request): Promise<LinksPage> => {
    const { id } = mirrorParameters.parse(request.params);
    const { search, after, limit } = linksQuerySchema.parse(request.query);
    const mirror = (await service.store.mirror.mirrors()).find((one) => one.id === id);
    if (!mirror) throw new Refused(404, `There is no mirror "${id}".`, "GET /api/status lists them.");
    const from = after === undefined ? 0 : z.coerce.number().int().nonnegative().parse(after);
    const { links, total } = await service.store.mirror.search({
      mirror: id,
      text: search,
      after: from,
      limit,
    });
    const next = from + links.length;
    return {
      links: links.map((link) => rowOf(link, mirror)),
      total,
      next: links.length === 0 || next >= total ? null : String(next),
    };
  });

  server.get("/api/issues/:jiraKey/why", guarded, async (request): Promise<Why> => {
    const { jiraKey } = issueParameters.parse(request.params);
    const { links } = await service.store.mirror.search({
      mirror: null,
      text: jiraKey,
      after: 0,
      limit: 200,
    });
    const end = links.map((link) => link.jira).find((jira) => jira?.key === jiraKey);
    if (!end) {
      throw new Refused(404, `No mirror knows an issue ${jiraKey}.`, "It may be new; try again in a moment.");
    }
    return { issue: { key: jiraKey }, ...(await worth.ofIssue(end.id)) };
  });

  server.get("/api/initiatives", guarded, async () => ({ initiatives: await worth.summaries() }));

  server.get("/api/initiatives/:id", guarded, async (request): Promise<InitiativeAnswer> => {
    const { id } = mirrorParameters.parse(request.params);
    const answer = await worth.initiative(id);
    if (!answer)
      throw new Refused(404, `There is no initiative "${id}".`, "GET /api/initiatives lists them.");
    return answer;
  });
}

async function statusOf(service: Service): Promise<ServiceStatus> {
  const states = await service.store.mirror.mirrors();
  const mirrors = await Promise.all(
    service.engines.map(async ({ mirror, directories }) => {
      const state = states.find((one) => one.id === mirror.id);
      const counts = await service.store.mirror.counts(mirror.id);
      const name = (side: "jira" | "linear", key: string): string | null =>
        directories?.[side].containers.find((container) => container.key === key)?.name ?? null;
      return {
        id: mirror.id,
        jira: { project: mirror.jira.project, name: name("jira", mirror.jira.project) },
        linear: { team: mirror.linear.team, name: name("linear", mirror.linear.team) },
        paused: pauseOf(state),
        links: {
          total: counts.total - counts.byState.unlinked,
          byState: await byToldState(service, mirror.id, state, counts),
          parkedWrites: counts.parked,
          openConflicts: asking(await service.store.mirror.conflicts(mirror.id, { openOnly: true })).length,
        },
      };
    }),
  );
  return {
    now: service.clock.now(),
    mirrors,
    spending: { jira: spendingOf(service.jira.spending()), linear: spendingOf(service.linear.spending()) },
  };
}

function pauseOf(state: MirrorState | undefined): { reason: string; until: number | null } | null {
  return state === undefined || state.pausedReason === null
    ? null
    : { reason: state.pausedReason, until: state.pausedUntil };
}

/** Links by the state people are told. Links at rest are counted, those with something to say are looked up. */
async function byToldState(
  service: Service,
  mirror: string,
  state: MirrorState | undefined,
  counts: Awaited<ReturnType<Service["store"]["mirror"]["counts"]>>,
): Promise<Record<MirroredState, number>> {
  const told = Object.fromEntries(MIRRORED_STATES.map((one) => [one, 0])) as Record<MirroredState, number>;
  const total = counts.total - counts.byState.unlinked;
  if (state !== undefined && state.pausedReason !== null) return { ...told, paused: total };
  const parked = await service.store.mirror.parked(mirror);
  const conflicts = asking(await service.store.mirror.conflicts(mirror, { openOnly: true }));
  const inConflict = new Set(conflicts.map(({ link }) => link));
  const isParked = new Set(parked.map(({ link }) => link).filter((link) => !inConflict.has(link)));
  const creating = counts.byState.new + counts.byState.creating;
  const syncing = Math.max(0, Math.min(counts.dirty - creating, counts.byState.linked));
  return {
    ...told,
    deleted: counts.byState.tombstone,
    missing: counts.byState.missing,
    conflict: inConflict.size,
    parked: isParked.size,
    creating,
    syncing,
    "in-sync": Math.max(0, counts.byState.linked - inConflict.size - isParked.size - syncing),
  };
}

function spendingOf({
  requests,
  points,
  remaining,
  limit,
  pausedUntil,
}: Spending): ServiceStatus["spending"]["jira"] {
  return { requests, points, remaining, limit, pausedUntil };
}

function rowOf(link: FoundLink, mirror: MirrorState): LinkRow {
  const { id, note, title, dirty, parked, openConflicts } = link;
  return {
    id,
    state:
      link.state === "unlinked"
        ? "not-mirrored"
        : stateToTell(link, { mirror, dirty, parked, asks: openConflicts }),
    note,
    title,
    jira: link.jira && { id: link.jira.id, key: link.jira.key, url: link.jira.url },
    linear: link.linear && { id: link.linear.id, key: link.linear.key, url: link.linear.url },
    parked,
    conflicts: openConflicts,
  };
}
