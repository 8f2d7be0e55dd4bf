import { SignJWT, exportJWK, generateKeyPair } from "jose";
import type { FastifyInstance } from "fastify";
import type { z } from "zod";
import { outcomesDesk } from "#sync/cli/outcomes-desk.ts";
import { initiativesDesk } from "#sync/cli/initiatives-desk.ts";
import { scoringDesk } from "#sync/cli/scoring-desk.ts";
import { AccessDesk } from "#sync/access/desk.ts";
import { systemSecret } from "#sync/cli/system.ts";
import { cardKeeper } from "#sync/cli/keep-cards.ts";
import type { Service } from "#sync/http/service.ts";
import { NoticeKeeper } from "#sync/outcomes/notice-keeper.ts";
import type { CardKeeper } from "#sync/scoring/card-keeper.ts";
import { createServer } from "#sync/http/server.ts";
import { createJiraTracker } from "#sync/trackers/jira/tracker.ts";
import { createLinearTracker } from "#sync/trackers/linear/tracker.ts";
import { issueContextAnswerSchema } from "#shared/contract/issue-context.ts";
import { writesAnswerSchema, type Write, type WriteAnswer } from "#shared/contract/scoring/writes.ts";
import { refusalSchema } from "#shared/contract/words.ts";
import { people, seeded, twinsAndEngine, type Twins } from "#test/mirror/twins.ts";

const APP = "ari:cloud:ecosystem::app/11111111-0000-4000-8000-000000000000";

export interface Scene extends Twins {
  issues: { id: string; key: string }[];
  ada: string;
  jon: string;
  /** Asks as a person (null: the app by itself); the answer must be what the contract says. */
  ask: <Schema extends z.ZodType>(
    person: string | null,
    path: string,
    body: unknown,
    schema: Schema,
  ) => Promise<z.output<Schema>>;
  /** The status and the refusal of a request that must not succeed. */
  refused: (
    person: string | null,
    path: string,
    body: unknown,
  ) => Promise<{ status: number; message: string; advice: string }>;
  server: FastifyInstance;
  access: AccessDesk;
  initiatives: Service["initiatives"];
  /** What the service logged. */
  logged: string[];
  /** A keeper of the cards, as each process of the service has one. */
  keeper: () => CardKeeper;
  /** What tells people about their inbox, as each process of the service has one. */
  notices: () => NoticeKeeper;
  /** Every byte that the service answered, for what must not be in it. */
  answered: string[];
  write: (person: string | null, ...writes: Write[]) => Promise<WriteAnswer[]>;
  context: (person: string, issue: { id: string; key: string }) => Promise<ScoringContextAnswer>;
  /** Sends bytes as a webhook does. */
  deliver: (
    path: string,
    body: string,
    headers: Record<string, string>,
  ) => Promise<{ status: number; body: unknown }>;
}
type ScoringContextAnswer = z.output<typeof issueContextAnswerSchema>;

/** Who runs the service reads with it. */
export const OPERATOR_TOKEN = "token-of-who-runs-the-service-0000";
export const READINGS_SECRET = "secret-of-the-readings";

/** Making a pair takes longer than anything else here. */
const keys = generateKeyPair("RS256");

/** The service over both twins, asked through its HTTP interface with signed invocation tokens. */
export async function scoringScene(options: { issues?: number } = {}): Promise<Scene> {
  const twins = await twinsAndEngine();
  const { clock, jira, linear, store, engine } = twins;
  const random = seeded(7);
  const titles = Array.from({ length: options.issues ?? 4 }, (_, n) => `Issue ${n + 1}`);
  const { issues, users } = jira.seed({
    users: [],
    issues: titles.map((summary) => ({ project: "SHOP", summary })),
  });
  await twins.quiet();
  const dump = jira.dump();
  const accountOf = (email: string): string => {
    const user = dump.users.find((one) => one.email === email);
    return users[email] ?? user?.accountId ?? "";
  };
  const { publicKey, privateKey } = await keys;
  const jwk = { ...(await exportJWK(publicKey)), kid: "test", alg: "RS256", use: "sig" };
  const linearTracker = createLinearTracker({
    apiKey: linear.apiKey,
    fetch: (request) => linear.handle(request),
    clock,
    random,
  });
  const jiraTracker = createJiraTracker({
    baseUrl: "https://acme.atlassian.net",
    email: "service@acme.example",
    apiToken: "token-of-the-service",
    fetch: (request) => jira.handle(request),
    clock,
    random,
  });
  const scoring = scoringDesk({ store, engines: [engine], clock });
  const outcomes = outcomesDesk({ store, engines: [engine], scoring, planning: jiraTracker.planning });
  const logged: string[] = [];
  const service: Service = {
    store,
    engines: [engine],
    jira: jiraTracker,
    linear: linearTracker,
    scoring,
    outcomes,
    initiatives: initiativesDesk({ store, scoring, outcomes, clock, random }),
    access: new AccessDesk({ store: store.access, clock, random, newSecret: systemSecret }),
    publicUrl: () => "https://throughline.example",
    pages: undefined,
    operatorToken: OPERATOR_TOKEN,
    clock,
    webhookSecrets: { jira: undefined, linear: undefined, readings: READINGS_SECRET },
    forge: { appId: APP, jwksUrl: "https://keys.example/jwks.json" },
    fetch: () => Promise.resolve(Response.json({ keys: [jwk] })),
    nudge: () => undefined,
    rollups: { hint: () => undefined },
    log: (event, details) => void logged.push(JSON.stringify([event, details])),
  };
  const server = createServer(service);
  const answered: string[] = [];
  const send = async (person: string | null, path: string, body: unknown) => {
    const now = Math.floor(clock.now() / 1_000);
    const token = await new SignJWT({
      app: { id: APP, installationId: "installation" },
      ...(person === null ? {} : { principal: person }),
    })
      .setProtectedHeader({ alg: "RS256", kid: "test" })
      .setIssuer("forge/invocation-token")
      .setAudience(APP)
      .setIssuedAt(now)
      .setExpirationTime(now + 60)
      .sign(privateKey);
    const response = await server.inject({
      method: "POST",
      url: path,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      payload: JSON.stringify(body),
    });
    answered.push(response.body);
    return { status: response.statusCode, body: JSON.parse(response.body) as unknown };
  };
  const ask: Scene["ask"] = async (person, path, body, schema) => {
    const { status, body: answer } = await send(person, path, body);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(answer)}`);
    return schema.parse(answer);
  };
  return {
    ...twins,
    issues: issues.map(({ id, key }) => ({ id, key })),
    ada: accountOf(people.ada),
    jon: accountOf(people.jon),
    ask,
    refused: async (person, path, body) => {
      const { status, body: answer } = await send(person, path, body);
      if (status === 200) throw new Error(`${path} was not refused: ${JSON.stringify(answer)}`);
      return { status, ...refusalSchema.parse(answer) };
    },
    answered,
    initiatives: service.initiatives,
    notices: () => new NoticeKeeper(service.outcomes, { notices: jiraTracker.notices, log: () => undefined }),
    server,
    access: service.access,
    logged,
    keeper: () => cardKeeper(service, linearTracker.cards),
    write: async (person, ...writes) =>
      (await ask(person, "/forge/writes", { writes }, writesAnswerSchema)).answers,
    context: (person, issue) => ask(person, "/forge/issue-context", { issue }, issueContextAnswerSchema),
    deliver: async (url, payload, headers) => {
      const type = { "content-type": "application/json" };
      const response = await server.inject({
        method: "POST",
        url,
        payload,
        headers: { ...type, ...headers },
      });
      return { status: response.statusCode, body: JSON.parse(response.body) as unknown };
    },
    close: async () => {
      await server.close();
      await twins.close();
    },
  };
}

let requests = 0;
/** A request's id that no other has. */
export const newRequest = (): string => `request-${(requests += 1)}`;

type ScoresWrite = Extract<Write, { kind: "scores" }>;

/** One issue's RICE score, as a form would send it. */
export function riceWrite(
  issue: { id: string; key: string },
  inputs: Record<string, unknown>,
  more: Partial<ScoresWrite> & { basedOn?: number } = {},
): ScoresWrite {
  const { basedOn = 0, ...rest } = more;
  return {
    kind: "scores",
    request: newRequest(),
    why: null,
    batch: null,
    changes: [{ issue, framework: "rice", inputs, basedOn }],
    ...rest,
  };
}

export const rice = (reach: number, impact: number, confidence: number, effort: number) => ({
  reach,
  impact,
  confidence,
  effort,
});
