import { z } from "zod";
import type { IssueFile } from "#sync/model/issue.ts";
import type { Download, FileOutcome, FilePort, NameFile, UploadFile } from "../file-port.ts";
import { spool, TooLarge } from "../spool.ts";
import { type CallOptions, TrackerUnavailable } from "../tracker.ts";
import { type JiraClient, problemText, type Written } from "./client.ts";
import { fileSchema } from "./schemas.ts";

/** Files in Jira; an issue always brings the whole list of its files along. */
export function jiraFiles(client: JiraClient): FilePort<"jira"> {
  return {
    read: null,
    changes: null,
    download: (file, limit, options) => download(client, file, limit, options),
    upload: (item, options) => upload(client, item, options),
    name: (item, options) => name(client, item, options),
    remove: async ({ issueKey, id }, options) => {
      const request = { method: "DELETE", endpoint: "/attachment/{id}", path: `/attachment/${id}` } as const;
      const written = await client.write(request, options);
      if (written.kind !== "answered") return written;
      const isGone = written.status < 300 || written.status === 404;
      return isGone ? { kind: "gone" } : refused(issueKey, written.status, written.body);
    },
  };
}

async function download(
  client: JiraClient,
  { id, size }: IssueFile<"jira">,
  limit: number,
  options: CallOptions,
): Promise<Download> {
  if (size !== null && size > limit) return { kind: "too-large" };
  try {
    const path = `/attachment/content/${id}?redirect=false`;
    return await client.transfer({ method: "GET", path }, options, async (response): Promise<Download> => {
      if (response.status === 404 || response.status === 403) return { kind: "gone" };
      if (!response.ok) {
        return { kind: "not-now", reason: `Jira answered a download with ${response.status}`, retryAt: null };
      }
      const type = response.headers.get("content-type") ?? "application/octet-stream";
      return { kind: "content", file: await spool(response.body, type, limit) };
    });
  } catch (error) {
    if (error instanceof TooLarge) return { kind: "too-large" };
    return notNow(error);
  }
}

async function upload(
  client: JiraClient,
  { issue, issueKey, name: filename, content }: UploadFile,
  options: CallOptions,
): Promise<FileOutcome> {
  const form = new FormData();
  form.append("file", content.content, filename);
  try {
    const path = `/issue/${issue}/attachments`;
    return await client.transfer(
      { method: "POST", path, form },
      options,
      async (response): Promise<FileOutcome> => {
        const body: unknown = await response.json().catch(() => null);
        if (response.status >= 500) {
          return { kind: "unknown", reason: `Jira answered an upload with ${response.status}` };
        }
        if (!response.ok) return refused(issueKey, response.status, body);
        const made = z.array(fileSchema).safeParse(body);
        const id = made.data?.[0]?.id;
        return id === undefined
          ? { kind: "unknown", reason: `Jira took a file for ${issueKey} and did not show it` }
          : { kind: "applied", id };
      },
    );
  } catch (error) {
    if (error instanceof TrackerUnavailable) return notSent(error);
    return { kind: "unknown", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** A link on the issue; the same `globalId` replaces it. */
async function name(
  client: JiraClient,
  { issue, issueKey, id, name: title, subtitle, url }: NameFile,
  options: CallOptions,
): Promise<FileOutcome> {
  const written: Written = await client.write(
    {
      method: "POST",
      endpoint: "/issue/{id}/remotelink",
      path: `/issue/${issue}/remotelink`,
      body: { globalId: `throughline-file=${id}`, object: { url, title, summary: subtitle } },
    },
    options,
  );
  if (written.kind !== "answered") return written;
  return written.status < 300 ? { kind: "applied", id } : refused(issueKey, written.status, written.body);
}

function refused(issueKey: string, status: number, body: unknown): FileOutcome {
  const said = problemText(body);
  if (status === 404) {
    const message = `Jira does not show ${issueKey}: it was deleted, or the account of the API token may not see it.`;
    return { kind: "refused", refusal: { code: "not-found", message } };
  }
  if (status === 413) {
    const message = `Jira does not take another file, or not so large a one, on ${issueKey}: ${said}`;
    return { kind: "refused", refusal: { code: "too-large", message } };
  }
  const isForbidden = status === 403 || /permission/i.test(said);
  const advice = isForbidden
    ? " Give the account of the API token the project's permissions to create and delete attachments."
    : "";
  const message = `Jira does not take a file on ${issueKey} (${status}): ${said}${advice}`;
  return { kind: "refused", refusal: { code: isForbidden ? "permission" : "invalid", message } };
}

function notSent(error: TrackerUnavailable): FileOutcome {
  return { kind: "not-sent", reason: error.message, retryAt: error.retryAt };
}

function notNow(error: unknown): Download {
  const retryAt = error instanceof TrackerUnavailable ? error.retryAt : null;
  return { kind: "not-now", reason: error instanceof Error ? error.message : String(error), retryAt };
}
