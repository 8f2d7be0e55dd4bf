import { z } from "zod";
import { type IssueFile, type IssueId, issueId } from "#sync/model/issue.ts";
import type { CommentSighting } from "../comment-port.ts";
import type { Download, FileOutcome, FilePort, NameFile, UploadFile } from "../file-port.ts";
import { spool, TooLarge } from "../spool.ts";
import { type CallOptions, TrackerUnavailable } from "../tracker.ts";
import { answerOf, type LinearClient } from "./client.ts";
import { PAGE, pagesOf } from "./pages.ts";

/** Files in Linear: attachments whose address is one of Linear's own uploads. */
export function linearFiles(client: LinearClient): FilePort<"linear"> {
  return {
    read: (issues, options) => read(client, issues, options),
    changes: (since, options) => changes(client, since, options),
    download: (file, limit, options) => download(client, file, limit, options),
    upload: (item, options) => upload(client, item, options),
    name: (item, options) => attach(client, item, options),
    remove: async ({ issueKey, id }, options) => {
      const fate = await send(client, REMOVE, { id }, options);
      return fate.kind === "answered" ? { kind: "gone" } : outcomeOf(fate, issueKey);
    },
  };
}

/**
 * How many of an issue's files are read, and of how many issues a request, so that it stays below Linear's
 * limit of points. Few issues have many files: those are asked again.
 */
const FEW = { files: 10, issues: 250 };
const MANY = { files: 250, issues: 14 };
const FILE_POINTS = 2.6;
const READ = `query Files($ids: [ID!]!, $first: Int!, $files: Int!) {
  issues(filter: { id: { in: $ids } }, first: $first, includeArchived: true) {
    nodes {
      id
      attachments(first: $files, filter: { url: { contains: "uploads" } }) {
        nodes { id title url createdAt creator { id name } }
      }
    }
  }
}`;
const readSchema = z.object({
  issues: z.object({
    nodes: z.array(
      z.object({
        id: z.string().transform(issueId),
        attachments: z.object({
          nodes: z.array(
            z.object({
              id: z.string(),
              title: z.string(),
              url: z.string(),
              createdAt: z.iso.datetime({ offset: true }),
              creator: z.object({ id: z.string(), name: z.string() }).nullish(),
            }),
          ),
        }),
      }),
    ),
  }),
});

async function read(
  client: LinearClient,
  issues: readonly IssueId[],
  options: CallOptions,
  size: typeof FEW = FEW,
): Promise<ReadonlyMap<IssueId, readonly IssueFile<"linear">[]>> {
  const found = new Map<IssueId, readonly IssueFile<"linear">[]>();
  const full: IssueId[] = [];
  for (let start = 0; start < issues.length; start += size.issues) {
    const ids = issues.slice(start, start + size.issues);
    const operation = {
      text: READ,
      variables: { ids, first: ids.length, files: size.files },
      points: ids.length * (1.1 + size.files * FILE_POINTS),
    };
    const answer = await client.ask(operation, readSchema, options);
    for (const { id, attachments } of answer.issues.nodes) {
      if (attachments.nodes.length >= size.files) full.push(id);
      else found.set(id, filesOf(client, attachments.nodes));
    }
  }
  // Of an issue that has even more, nothing is said: what is not read must not look as if it were deleted.
  if (full.length === 0 || size === MANY) return found;
  return new Map([...found, ...(await read(client, full, options, MANY))]);
}

type ReadFile = z.infer<typeof readSchema>["issues"]["nodes"][number]["attachments"]["nodes"][number];

function filesOf(client: LinearClient, nodes: readonly ReadFile[]): IssueFile<"linear">[] {
  return nodes
    .filter(({ url }) => client.isUpload(url))
    .map((one): IssueFile<"linear"> => ({
      side: "linear",
      id: one.id,
      name: one.title,
      size: null,
      authorId: one.creator?.id ?? null,
      author: one.creator?.name ?? "",
      createdAt: Date.parse(one.createdAt),
      url: one.url,
    }))
    .sort((a, b) => a.createdAt - b.createdAt);
}

const CHANGES = `query FileSightings($filter: AttachmentFilter!, $after: String) {
  page: attachments(filter: $filter, orderBy: updatedAt, first: ${PAGE}, after: $after) {
    nodes { id updatedAt issue { id } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const sightingSchema = z
  .object({
    id: z.string(),
    updatedAt: z.iso.datetime({ offset: true }),
    issue: z.object({ id: z.string().transform(issueId) }),
  })
  .transform(({ id, updatedAt, issue }) => ({ id, version: Date.parse(updatedAt), issue: issue.id }));

function changes(
  client: LinearClient,
  since: number,
  options: CallOptions,
): AsyncIterable<readonly CommentSighting[]> {
  const filter = { url: { contains: "uploads" }, updatedAt: { gte: new Date(since).toISOString() } };
  const query = { text: CHANGES, variables: { filter }, points: PAGE * 2.5 };
  return pagesOf(client, query, sightingSchema, options);
}

async function download(
  client: LinearClient,
  { url }: IssueFile<"linear">,
  limit: number,
  options: CallOptions,
): Promise<Download> {
  try {
    return await client.transfer({ method: "GET", url }, options, async (response): Promise<Download> => {
      if (response.status === 404 || response.status === 403) return { kind: "gone" };
      if (!response.ok) {
        const reason = `Linear answered a download with ${response.status}`;
        return { kind: "not-now", reason, retryAt: null };
      }
      const told = Number(response.headers.get("content-length") ?? 0);
      if (told > limit) return { kind: "too-large" };
      const type = response.headers.get("content-type") ?? "application/octet-stream";
      return { kind: "content", file: await spool(response.body, type, limit) };
    });
  } catch (error) {
    if (error instanceof TooLarge) return { kind: "too-large" };
    const retryAt = error instanceof TrackerUnavailable ? error.retryAt : null;
    return { kind: "not-now", reason: error instanceof Error ? error.message : String(error), retryAt };
  }
}

const ANNOUNCE = `mutation Upload($filename: String!, $contentType: String!, $size: Int!) {
  fileUpload(filename: $filename, contentType: $contentType, size: $size) {
    uploadFile { uploadUrl assetUrl headers { key value } }
  }
}`;
const announcedSchema = z.object({
  fileUpload: z.object({
    uploadFile: z.object({
      uploadUrl: z.string(),
      assetUrl: z.string(),
      headers: z.array(z.object({ key: z.string(), value: z.string() })),
    }),
  }),
});

/** Only the last of the three requests shows anything to anybody, and it may be repeated. */
async function upload(client: LinearClient, item: UploadFile, options: CallOptions): Promise<FileOutcome> {
  const { name, issueKey, content } = item;
  const contentType = content.content.type === "" ? "application/octet-stream" : content.content.type;
  const variables = { filename: name, contentType, size: content.size };
  const announced = await send(client, ANNOUNCE, variables, options);
  if (announced.kind !== "answered") return outcomeOf(announced, issueKey);
  try {
    const { uploadUrl, assetUrl, headers } = answerOf(announced.data, announcedSchema).fileUpload.uploadFile;
    const told = new Headers({ "content-type": contentType });
    for (const { key, value } of headers) told.set(key, value);
    const put = { method: "PUT", url: uploadUrl, headers: told, body: content.content } as const;
    const status = await client.transfer(put, options, async (response) => {
      await response.body?.cancel();
      return response.status;
    });
    if (status >= 300) {
      return { kind: "not-sent", reason: `Linear answered an upload with ${status}`, retryAt: null };
    }
    return await attach(client, { ...item, id: item.id ?? "", url: assetUrl }, options);
  } catch (error) {
    const retryAt = error instanceof TrackerUnavailable ? error.retryAt : null;
    return { kind: "not-sent", reason: error instanceof Error ? error.message : String(error), retryAt };
  }
}

const ATTACH = `mutation Attach($input: AttachmentCreateInput!) {
  attachmentCreate(input: $input) { attachment { id } }
}`;
const attachedSchema = z.object({ attachmentCreate: z.object({ attachment: z.object({ id: z.string() }) }) });

async function attach(
  client: LinearClient,
  { issue, issueKey, id, name, subtitle, url }: NameFile,
  options: CallOptions,
): Promise<FileOutcome> {
  const input = { id, issueId: issue, title: name, subtitle, url };
  const fate = await send(client, ATTACH, { input }, options);
  if (fate.kind !== "answered") {
    const isRepeat =
      fate.kind === "failed" &&
      fate.failures.some(({ message, details }) => /already exists/i.test(`${message} ${details}`));
    return isRepeat ? { kind: "applied", id } : outcomeOf(fate, issueKey);
  }
  return { kind: "applied", id: answerOf(fate.data, attachedSchema).attachmentCreate.attachment.id };
}

const REMOVE = "mutation Detach($id: String!) { attachmentDelete(id: $id) { success } }";

type Fate = Awaited<ReturnType<LinearClient["send"]>>;

function send(
  client: LinearClient,
  text: string,
  variables: Record<string, unknown>,
  options: CallOptions,
): Promise<Fate> {
  return client.send({ text, variables, points: 5 }, options);
}

function outcomeOf(fate: Exclude<Fate, { kind: "answered" }>, issueKey: string): FileOutcome {
  switch (fate.kind) {
    case "not-sent":
      return { kind: "not-sent", reason: fate.error.message, retryAt: fate.error.retryAt };
    case "unknown":
      return { kind: "unknown", reason: fate.reason };
    case "failed": {
      const [failure] = fate.failures;
      if (failure?.refused !== true) {
        return { kind: "unknown", reason: failure?.message ?? "Linear answered with an error" };
      }
      const words = `${failure.message} ${failure.details}`;
      if (/(not found: |referenced )attachment\b/i.test(words)) return { kind: "gone" };
      const code = failure.type === "permission" ? "permission" : "invalid";
      const message = `Linear does not take a file on ${issueKey}: ${failure.message}`;
      return { kind: "refused", refusal: { code, message } };
    }
  }
}
