import type { Clock, Fetch, Random } from "#sync/model/effects.ts";
import type { JiraSeed } from "#sync/sandbox/jira/seed.ts";
import { createJiraTwin, type JiraTwin } from "#sync/sandbox/jira/twin.ts";

/** Time stands still until the twin's own clock is advanced. */
const STILL: Clock = {
  now: () => Date.parse("2026-03-10T12:00:30Z"),
  sleep: (_milliseconds, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(new Error("closed")));
    }),
};

/** A small generator of numbers (mulberry32), the same for the same seed. */
function seededRandom(seed = 1): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => Math.floor(next() * 16).toString(16)).join("");
  return { next, uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}` };
}

export interface Answered {
  status: number;
  headers: Headers;
  // The bodies are Jira's; a test says what it expects of them.
  body: unknown;
}

export interface Scene {
  twin: JiraTwin;
  /** Calls the API as the service's account, or with the `authorization` given. */
  call: (method: string, path: string, body?: unknown, authorization?: string) => Promise<Answered>;
  control: (method: string, path: string, body?: unknown) => Promise<Answered>;
  /** The webhooks that arrived. */
  received: { headers: Headers; text: string }[];
  issues: { id: string; key: string }[];
}

const PEOPLE = [
  { email: "ada@acme.test", displayName: "Ada Lovelace", timeZone: "Europe/Berlin", apiToken: "ada-token" },
  { email: "ben@acme.test", displayName: "Ben Shneiderman" },
  { accountId: "eve", email: "eve@acme.test", displayName: "Eve", emailVisible: false, active: false },
];
const PROJECTS = [
  { key: "APP", name: "Application", components: ["Backend", "Frontend"], versions: ["1.0"] },
  { key: "LIN", name: "Linear workflow", workflow: "linear" },
  { key: "REQ", name: "Required fields", workflow: "required-fields" },
];
export const ADA = `Basic ${btoa("ada@acme.test:ada-token")}`;

interface Stage {
  /** Puts something between the caller and the twin. */
  wrap?: (handle: Fetch) => Fetch;
  clock?: Clock;
  /** How the receiver of webhooks answers. */
  receiverAnswers?: () => number;
}

export function scene(seed: JiraSeed = {}, stage: Stage = {}): Scene {
  const { wrap = (handle: Fetch) => handle, clock = STILL, receiverAnswers = () => 200 } = stage;
  const received: Scene["received"] = [];
  const receive: Fetch = async (request) => {
    received.push({ headers: request.headers, text: await request.text() });
    return new Response(null, { status: receiverAnswers() });
  };
  const twin = createJiraTwin({ clock, random: seededRandom(), fetch: receive });
  const { issues } = twin.seed({ users: PEOPLE, projects: PROJECTS, ...seed });
  const handle = wrap((request) => twin.handle(request));
  const own = `Basic ${btoa(`${twin.credentials.email}:${twin.credentials.apiToken}`)}`;
  const send = async (
    method: string,
    path: string,
    body: unknown,
    authorization: string,
  ): Promise<Answered> => {
    const response = await handle(
      new Request(`https://example.atlassian.net${path}`, {
        method,
        headers: { authorization, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    const parsed: unknown = text === "" ? undefined : JSON.parse(text);
    return { status: response.status, headers: response.headers, body: parsed };
  };
  return {
    twin,
    received,
    issues,
    call: (method, path, body, authorization = own) =>
      send(method, `/rest/api/3${path}`, body, authorization),
    control: (method, path, body) => send(method, `/sandbox${path}`, body, ""),
  };
}

/** A document of one paragraph. */
export const words = (text: string) => ({
  type: "doc",
  version: 1,
  content: [{ type: "paragraph", content: [{ type: "text", text }] }],
});

/** Lets the twin do what is due, and the deliveries that it does not await. */
export async function settle(twin: JiraTwin, milliseconds = 0): Promise<void> {
  await twin.agenda.advance(milliseconds);
  await new Promise((resolve) => setImmediate(resolve));
}
