import type { Clock, Fetch, Random } from "#sync/model/effects.ts";
import { createLinearTwin } from "#sync/sandbox/linear/twin.ts";
import type { LinearSeed } from "#sync/sandbox/linear/seed.ts";
import { z } from "zod";

/** Midnight of an ordinary day; nothing in these tests depends on which. */
const start = Date.parse("2026-03-02T09:00:00.000Z");

/** A clock that stands still unless the twin's agenda moves it; who sleeps on it sleeps for good. */
function stillClock(): Clock {
  return { now: () => start, sleep: () => new Promise(() => undefined) };
}

/** The same numbers and UUIDs in every run. */
function countedRandom(): Random {
  let count = 0;
  return {
    next: () => (++count % 100) / 100,
    uuid: () => `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`,
  };
}

export const company = {
  workspace: { name: "Acme", urlKey: "acme" },
  users: [
    { email: "ada@acme.example", name: "Ada Lovelace", admin: true },
    { email: "grace@acme.example", name: "Grace Hopper" },
    { email: "gone@acme.example", name: "Gone Person", active: false },
    { email: "guest@other.example", name: "Guest", guest: true },
  ],
  teams: [
    { key: "ENG", name: "Engineering", estimation: "fibonacci" },
    { key: "OPS", name: "Operations" },
    { key: "SEC", name: "Secrets", private: true, members: ["ada@acme.example"] },
  ],
  labels: [
    { name: "bug" },
    { name: "Area", isGroup: true },
    { name: "backend", group: "Area" },
    { name: "frontend", group: "Area" },
    { name: "flaky", team: "ENG" },
  ],
} as const satisfies LinearSeed;

export function twinOfCompany(fetch: Fetch = () => Promise.resolve(new Response(null, { status: 200 }))) {
  const twin = createLinearTwin({ clock: stillClock(), random: countedRandom(), fetch });
  const seeded = twin.seed(company);
  const team = (key: string) => {
    const found = seeded.teams.find((one) => one.key === key);
    if (!found) throw new Error(`No team ${key}`);
    return found;
  };
  const state = (key: string, name: string) => {
    const found = team(key).states.find((one) => one.name === name);
    if (!found) throw new Error(`No state ${name} in ${key}`);
    return found.id;
  };
  const label = (name: string) => {
    const found = seeded.labels.find((one) => one.name === name);
    if (!found) throw new Error(`No label ${name}`);
    return found.id;
  };
  return { twin, seeded, team: (key: string) => team(key).id, state, label };
}

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
        extensions: z
          .object({ code: z.string(), type: z.string(), userPresentableMessage: z.string() })
          .partial(),
      }),
    )
    .optional(),
});

/** One GraphQL request as any client would send it. */
export async function ask(
  twin: ReturnType<typeof createLinearTwin>,
  query: string,
  variables: Record<string, unknown> = {},
  token = twin.apiKey,
) {
  const response = await twin.handle(
    new Request("https://api.linear.app/graphql", {
      method: "POST",
      headers: { authorization: token, "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    }),
  );
  const answer = answerSchema.parse(await response.json());
  return {
    status: response.status,
    headers: response.headers,
    data: answer.data,
    errors: answer.errors ?? [],
  };
}

/** The nodes of the one connection that was asked for. */
export function nodes(data: Record<string, unknown> | null | undefined): Record<string, unknown>[] {
  const [connection] = Object.values(data ?? {});
  return z.object({ nodes: z.array(z.record(z.string(), z.unknown())) }).parse(connection).nodes;
}
