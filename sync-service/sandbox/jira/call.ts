import { z } from "zod";
import type { Actor } from "../kit/edit-log.ts";
import { issueNotFound, refuse } from "./errors.ts";
import { actorOf, type Account, type Issue, type Project } from "./model.ts";
import type { Renderer } from "./render.ts";
import type { Site } from "./site.ts";
import { must } from "./state.ts";
import type { Webhooks } from "./webhooks.ts";

/** A request that has been authenticated and read, on its way to its endpoint. */
export interface Call {
  readonly site: Site;
  readonly account: Account;
  /** Whether the app called with its own token, not a person's. */
  readonly isApp: boolean;
  readonly renderer: Renderer;
  /** The parts of the path in braces. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** The body as JSON, undefined when there is none. */
  readonly body: unknown;
  /** The files of a form. */
  readonly files: readonly UploadedFile[];
  readonly webhooks: Webhooks;
}

export interface UploadedFile {
  /** The name of the form's part. */
  readonly part: string;
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly bytes?: { readonly content: Uint8Array; readonly type: string };
  readonly headers?: Readonly<Record<string, string>>;
  /** What the request costs of the hourly quota; 1 unless told. */
  readonly points?: number;
}

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below /rest/api/3 or /rest/agile/1.0, with parts in braces named as in Atlassian's contract. */
  readonly path: string;
  readonly handle: (call: Call) => Answer;
}

/** 1 for the request and 1 for each object read, 2 where the objects are users or permissions. */
export function readPoints(objects: number, each: 1 | 2 = 1): number {
  return 1 + objects * each;
}

export function ok(body: unknown, points = readPoints(1)): Answer {
  return { status: 200, body, points };
}

export const actor = (call: Call): Actor => actorOf(call.account, "app");

export function part(call: Call, name: string): string {
  const value = call.path[name];
  if (value === undefined) throw new Error(`The route has no part {${name}}`);
  return value;
}

/** The body as a schema wants it. @throws JiraRefusal 400 naming what is wrong */
export function body<T extends z.ZodType>(call: Call, schema: T): z.output<T> {
  if (call.body === undefined) {
    throw refuse(400, "No content to map to Object due to end of input");
  }
  return checked(schema, call.body);
}

export function checked<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw refuse(400, `Invalid request payload. ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export function wholeNumber(call: Call, name: string, fallback: number): number {
  const text = call.query.get(name);
  if (text === null || text === "") return fallback;
  if (!/^\d+$/.test(text))
    throw refuse(400, `The parameter '${name}' must be a whole number, not '${text}'.`);
  return Number(text);
}

/** Values of a query parameter that may be repeated or hold commas. */
export function listed(call: Call, name: string): string[] {
  return call.query
    .getAll(name)
    .flatMap((value) => value.split(","))
    .map((value) => value.trim())
    .filter((value) => value !== "");
}

/** A project that the caller may see. @throws JiraRefusal 404 */
export function seenProject(call: Call, idOrKey: string): Project {
  const project = call.site.state.project(idOrKey);
  if (!project || !call.site.permissions.browses(call.account, project)) {
    throw refuse(404, `No project could be found with key '${idOrKey}'.`);
  }
  return project;
}

export function seenProjects(call: Call): Project[] {
  return [...call.site.state.projects.values()].filter((project) =>
    call.site.permissions.browses(call.account, project),
  );
}

/** An issue by id, key or former key that the caller may see; undefined when it is not there or forbidden. */
export function visibleIssue(call: Call, idOrKey: string | number): Issue | undefined {
  const issue = call.site.state.issue(idOrKey);
  if (!issue) return undefined;
  return call.site.permissions.browses(call.account, projectOf(call, issue)) ? issue : undefined;
}

/** The issue of the path's {issueIdOrKey}. @throws JiraRefusal 404, the same for absent and forbidden */
export function seenIssue(call: Call, name = "issueIdOrKey"): Issue {
  const issue = visibleIssue(call, part(call, name));
  if (!issue) throw issueNotFound();
  return issue;
}

export const projectOf = (call: Call, issue: Issue): Project =>
  must(call.site.state.projects, issue.projectId, "project");

/** A page by offset, in the shape of Jira's `PageBean…`. */
export function page(
  call: Call,
  path: string,
  items: readonly unknown[],
  sizes: { usual: number; most: number },
): Record<string, unknown> & { values: readonly unknown[] } {
  const startAt = wholeNumber(call, "startAt", 0);
  const maxResults = Math.min(wholeNumber(call, "maxResults", sizes.usual), sizes.most);
  const values = items.slice(startAt, startAt + maxResults);
  const isLast = startAt + values.length >= items.length;
  const url = (from: number) => call.renderer.url(`${path}?startAt=${from}&maxResults=${maxResults}`);
  return {
    self: url(startAt),
    ...(isLast ? {} : { nextPage: url(startAt + maxResults) }),
    maxResults,
    startAt,
    total: items.length,
    isLast,
    values,
  };
}
