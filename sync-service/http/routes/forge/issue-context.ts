import { setTimeout } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import {
  ISSUE_CONTEXT_PATH,
  issueContextRequestSchema,
  LOOK_AGAIN_PATH,
  type IssueContextAnswer,
  type LookAgainAnswer,
} from "#shared/contract/issue-context.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import { likeThis } from "#sync/outcomes/bet-view.ts";
import { type IssueId, issueId } from "#sync/model/issue.ts";
import { scoringContext, type SeenInJira } from "#sync/scoring/context.ts";
import type { CallerCheck } from "../../forge-token.ts";
import type { Service } from "../../service.ts";
import { mirrorStateOf } from "../../views/mirror-state.ts";
import { Worth } from "../../views/worth.ts";

/** How long an answer waits for Jira's own word on the issue, ms. */
const JIRA_MAY_TAKE = 4_000;

/** What the issue context shows when it opens, in one call; and its "look again". */
export function issueContextRoutes(server: FastifyInstance, service: Service, check: CallerCheck): void {
  const worth = new Worth(service);

  server.post(ISSUE_CONTEXT_PATH, async (request): Promise<IssueContextAnswer> => {
    const { accountId } = await check(request.headers.authorization);
    const { issue } = issueContextRequestSchema.parse(request.body);
    const id = issueId(issue.id);
    const [mirror, why, likeThis, scoring] = await Promise.all([
      mirrorStateOf(service, id),
      worth.ofIssue(id),
      likeThisIssue(service, issue),
      withoutWaiting(seenInJira(service, id)).then((seen) =>
        scoringContext(service.scoring, issue, accountId, seen),
      ),
    ]);
    return { now: service.clock.now(), mirror, ...why, likeThis, scoring };
  });

  server.post(LOOK_AGAIN_PATH, async (request): Promise<LookAgainAnswer> => {
    await check(request.headers.authorization);
    const { issue } = issueContextRequestSchema.parse(request.body);
    const id = issueId(issue.id);
    let links = 0;
    for (const engine of service.engines) {
      const known = await service.store.mirror.linksByIssue(engine.mirror.id, "jira", [id]);
      if (known.get(id)?.mirror !== engine.mirror.id) continue;
      links += await engine.hint([{ side: "jira", id, version: null }], "interactive");
      service.nudge(engine.mirror.id);
    }
    return { links };
  });
}

/** What a new score begins with: how the last ideas like this one did. */
async function likeThisIssue(
  { outcomes }: Service,
  issue: JiraIssue,
): Promise<IssueContextAnswer["likeThis"]> {
  const sight = await outcomes.look();
  const { sentence, bets, hits } = await likeThis(outcomes, sight, {
    issue,
    outcomes: [],
    opportunity: null,
  });
  return { sentence, measured: bets.length, hits };
}

/**
 * The property and the parent as Jira shows them now: one read, so that a score changed by hand is seen by whoever
 * opens the issue. Null when Jira cannot be asked: the rest of the answer does not depend on it.
 */
async function seenInJira({ jira }: Service, id: IssueId): Promise<SeenInJira | null> {
  try {
    const found = (await jira.observe([id], { priority: "interactive" })).get(id);
    if (found?.kind !== "present") return null;
    const { values, mentions, scoreProperty } = found.snapshot;
    const parent = mentions.find((other) => other.id === values.parent);
    return { property: scoreProperty, parent: parent ? { id: parent.id, key: parent.key } : null };
  } catch {
    return null;
  }
}

/** A Jira that hangs must not keep the rest from a person: null after a while. */
async function withoutWaiting<Seen>(seen: Promise<Seen>): Promise<Seen | null> {
  const answered = new AbortController();
  const patience = setTimeout(JIRA_MAY_TAKE, null, { signal: answered.signal }).catch(() => null);
  try {
    return await Promise.race([seen, patience]);
  } finally {
    answered.abort();
  }
}
