import type { IssueId } from "#sync/model/issue.ts";
import { type CallOptions, type Refusal, TrackerUnavailable, type WriteOutcome } from "../tracker.ts";
import { type JiraClient, problemText } from "./client.ts";
import { statusRefusal } from "./refusal.ts";
import { type JiraTransition, problemSchema, transitionsSchema } from "./schemas.ts";

interface Move {
  id: IssueId;
  key: string;
  projectId: string;
  /** Null when the issue's type was never read. */
  typeId: string | null;
  from: string;
  to: string;
  /** The name of the resolution to have there. */
  resolution?: string;
}

type Moved =
  | { kind: "moved" }
  /** The status stays as it is; the issue's other fields may still be written. */
  | { kind: "refused"; refusal: Refusal }
  | Extract<WriteOutcome, { kind: "unknown" | "not-sent" }>
  /** The issue is not there, or not for us to change. */
  | { kind: "no-issue"; refusal: Refusal };

/**
 * Statuses change by transitions only. Which lead where depends on the workflow, thus on project, type and
 * status: they are asked for once and kept until one of them is refused.
 */
export class Transitions {
  readonly #client: JiraClient;
  readonly #known = new Map<string, Promise<readonly JiraTransition[]>>();
  /** Per project and type, the status of a new issue. */
  readonly #starts = new Map<string, string>();

  constructor(client: JiraClient) {
    this.#client = client;
  }

  knowsStartOf(projectId: string, typeId: string): boolean {
    const status = this.#starts.get(`${projectId} ${typeId}`);
    return status !== undefined && this.#known.has(workflowPlace(projectId, typeId, status));
  }

  /** Where issues of the type come into being and what leads on from there; null until one was seen. */
  async startOf(
    projectId: string,
    typeId: string,
  ): Promise<{ status: string; transitions: readonly JiraTransition[] } | null> {
    const status = this.#starts.get(`${projectId} ${typeId}`);
    if (status === undefined) return null;
    const known = this.#known.get(workflowPlace(projectId, typeId, status));
    return known ? { status, transitions: await known } : null;
  }

  /** Learns from an issue just created without a transition where its type starts and what leads out of there. */
  async learnStart(
    issue: { id: IssueId; projectId: string; typeId: string; status: string },
    options: CallOptions,
  ): Promise<void> {
    const { id, projectId, typeId, status } = issue;
    const transitions = await this.#from(workflowPlace(projectId, typeId, status), id, options);
    if (transitions.length > 0) this.#starts.set(`${projectId} ${typeId}`, status);
  }

  /** Takes an issue to a status by one transition. Usually one request, two while the workflow is unknown. */
  async move(move: Move, options: CallOptions): Promise<Moved> {
    try {
      return await this.#move(move, options);
    } catch (error) {
      if (!(error instanceof TrackerUnavailable)) throw error;
      return { kind: "not-sent", reason: error.message, retryAt: error.retryAt };
    }
  }

  async #move(move: Move, options: CallOptions): Promise<Moved> {
    const place = move.typeId === null ? null : workflowPlace(move.projectId, move.typeId, move.from);
    const kept = place === null ? undefined : this.#known.get(place);
    const known = kept ?? (place === null ? undefined : this.#from(place, move.id, options));
    const likely = (await known)?.find((transition) => leadsTo(transition, move));
    let refusedId: string | null = null;
    if (likely) {
      const first = await this.#perform(move, likely, options);
      if (first.kind !== "invalid") return first;
      refusedId = likely.id;
      if (place !== null) this.#known.delete(place);
    }
    // The workflow, the issue's own conditions or its status may differ from what we know: this issue is asked.
    const here = await this.#read(move.id, options);
    if (here === null) return { kind: "no-issue", refusal: statusRefusal(move.key, 404, null) };
    const transition = here.find((one) => leadsTo(one, move));
    if (!transition) {
      const without = here.find(({ to }) => to.id === move.to);
      const refusal = without ? noResolution(move, without) : noTransition(move.key, here);
      return { kind: "refused", refusal };
    }
    if (transition.id !== refusedId) {
      const second = await this.#perform(move, transition, options);
      if (second.kind !== "invalid") return second;
      return { kind: "refused", refusal: refusedTransition(move.key, transition, second.body) };
    }
    return { kind: "refused", refusal: refusedTransition(move.key, transition, null) };
  }

  async #perform(
    move: Move,
    transition: JiraTransition,
    options: CallOptions,
  ): Promise<Moved | { kind: "invalid"; body: unknown }> {
    const written = await this.#client.write(
      {
        method: "POST",
        endpoint: "/issue/{id}/transitions",
        path: `/issue/${move.id}/transitions`,
        body: {
          transition: { id: transition.id },
          ...(move.resolution === undefined ? {} : { fields: { resolution: { name: move.resolution } } }),
        },
      },
      options,
    );
    if (written.kind !== "answered") return written;
    const { status, body } = written;
    if (status < 300) return { kind: "moved" };
    if (status === 400 || status === 422) return { kind: "invalid", body };
    if (status === 409) {
      return { kind: "not-sent", reason: `${move.key} is being changed by someone else`, retryAt: null };
    }
    if (status === 404 || status === 403) {
      return { kind: "no-issue", refusal: statusRefusal(move.key, status, body) };
    }
    return { kind: "refused", refusal: { ...statusRefusal(move.key, status, body), fields: ["status"] } };
  }

  #from(place: string, id: IssueId, options: CallOptions): Promise<readonly JiraTransition[]> {
    const known = this.#known.get(place);
    if (known) return known;
    const asked = this.#read(id, options).then((transitions) => transitions ?? []);
    this.#known.set(place, asked);
    // What could not be read, or was empty because the issue is gone, is asked for again the next time.
    const forget = () => this.#known.delete(place);
    asked.then((transitions) => (transitions.length === 0 ? forget() : undefined), forget);
    return asked;
  }

  async #read(id: IssueId, options: CallOptions): Promise<readonly JiraTransition[] | null> {
    const answer = await this.#client.readOrMissing(
      {
        method: "GET",
        endpoint: "/issue/{id}/transitions",
        path: `/issue/${id}/transitions?expand=transitions.fields`,
      },
      transitionsSchema,
      options,
    );
    return answer?.transitions ?? null;
  }
}

/** A resolution can be given only where the transition's screen has the field. */
function leadsTo({ to, fields }: JiraTransition, move: Move): boolean {
  return to.id === move.to && (move.resolution === undefined || Object.hasOwn(fields, "resolution"));
}

function noResolution({ key, resolution = "" }: Move, { name, to }: JiraTransition): Refusal {
  return {
    fields: ["status"],
    code: "no-transition",
    message: `${key} cannot go to "${to.name}" with the resolution "${resolution}": the screen of "${name}" does not have that field. Add it there, or map the status without a resolution.`,
  };
}

function workflowPlace(projectId: string, typeId: string, status: string): string {
  return `${projectId} ${typeId} ${status}`;
}

/** No step leads to the status: what does lead on from there. */
export function noTransition(key: string, here: readonly JiraTransition[]): Refusal {
  const reachable = [...new Set(here.map(({ to }) => `"${to.name}"`))].join(", ");
  return {
    fields: ["status"],
    code: "no-transition",
    message:
      `${key} cannot go to that status from where it is. ` +
      (reachable === ""
        ? "Its workflow lets the account of the API token go nowhere from there; check the project's permission to transition issues."
        : `From there its workflow leads to ${reachable} only. Move it there by hand, add a transition, or map the status differently.`),
  };
}

/** Why Jira refused a step that exists: mostly a field that its screen requires. */
export function refusedTransition(key: string, transition: JiraTransition, body: unknown): Refusal {
  const required = requiredFields(transition);
  const named = Object.keys(problemSchema.catch({ errors: {}, errorMessages: [] }).parse(body).errors);
  const missing = required.length > 0 ? required : named.map((id) => `"${id}"`);
  if (missing.length > 0) {
    return {
      fields: ["status"],
      code: "required-field",
      message: `${key} cannot take "${transition.name}" to "${transition.to.name}" because its screen requires ${missing.join(", ")}. Fill it in in Jira, or make it optional.`,
    };
  }
  return {
    fields: ["status"],
    code: "no-transition",
    message: `Jira refused to take ${key} along "${transition.name}" to "${transition.to.name}": ${problemText(body)}`,
  };
}

export function requiresFields(transition: JiraTransition): boolean {
  return requiredFields(transition).length > 0;
}

function requiredFields(transition: JiraTransition): readonly string[] {
  return Object.entries(transition.fields)
    .filter(([, field]) => field.required && !field.hasDefaultValue)
    .map(([id, field]) => `"${field.name ?? id}"`);
}
