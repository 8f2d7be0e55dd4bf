import { wikiMarkup } from "./adf.ts";
import type {
  Account,
  Adf,
  Attachment,
  Comment,
  CustomFieldDefinition,
  History,
  Issue,
  IssueType,
  Priority,
  Project,
  Status,
  StatusCategoryKey,
  Version,
} from "./model.ts";
import type { Site } from "./site.ts";
import { must } from "./state.ts";
import { jiraTime } from "./time.ts";

type Json = Record<string, unknown>;

const CATEGORIES: Record<StatusCategoryKey, { id: number; colorName: string; name: string }> = {
  new: { id: 2, colorName: "blue-gray", name: "To Do" },
  indeterminate: { id: 4, colorName: "yellow", name: "In Progress" },
  done: { id: 3, colorName: "green", name: "Done" },
};

/**
 * Writes the site's records as Jira's bodies. Version 3 is the REST API's, with ADF; version 2 is that of
 * the webhooks, with wiki markup. Times are in the time zone of whoever asks, and so is what they may see.
 */
export class Renderer {
  readonly site: Site;
  readonly version: 2 | 3;
  readonly #viewer: Account | null;
  readonly #timeZone: string;
  readonly #cache = new Map<string, Json>();

  constructor(site: Site, version: 2 | 3, viewer: Account | null) {
    this.site = site;
    this.version = version;
    this.#viewer = viewer;
    this.#timeZone = viewer?.timeZone ?? "UTC";
  }

  url(path: string): string {
    return `${this.site.baseUrl}/rest/api/${this.version}/${path}`;
  }

  time(at: number): string {
    return jiraTime(at, this.#timeZone);
  }

  richText(document: Adf): unknown {
    return this.version === 3 ? document : wikiMarkup(document);
  }

  user(accountId: string | null): Json | null {
    if (accountId === null) return null;
    return this.#once(`user ${accountId}`, () => {
      const account = must(this.site.state.accounts, accountId, "account");
      const own = this.#viewer?.accountId === accountId;
      const shown = own || (account.emailVisible && !this.site.switches.values.hidesEmails);
      return {
        self: this.url(`user?accountId=${encodeURIComponent(accountId)}`),
        accountId,
        ...(shown ? { emailAddress: account.email } : {}),
        avatarUrls: avatars(`${this.site.baseUrl}/avatars/${encodeURIComponent(accountId)}?`),
        displayName: account.displayName,
        active: account.active,
        timeZone: account.timeZone,
        accountType: account.accountType,
      };
    });
  }

  statusCategory(key: StatusCategoryKey): Json {
    const { id, colorName, name } = CATEGORIES[key];
    return { self: this.url(`statuscategory/${id}`), id, key, colorName, name };
  }

  status(status: Status): Json {
    return this.#once(`status ${status.id}`, () => ({
      self: this.url(`status/${status.id}`),
      description: status.description,
      iconUrl: `${this.site.baseUrl}/`,
      name: status.name,
      id: status.id,
      statusCategory: this.statusCategory(status.category),
    }));
  }

  priority(priority: Priority): Json {
    return this.#once(`priority ${priority.id}`, () => ({
      self: this.url(`priority/${priority.id}`),
      iconUrl: `${this.site.baseUrl}/images/icons/priorities/${priority.name.toLowerCase()}.svg`,
      name: priority.name,
      id: priority.id,
    }));
  }

  issueType(type: IssueType): Json {
    return this.#once(`type ${type.id}`, () => ({
      self: this.url(`issuetype/${type.id}`),
      id: type.id,
      description: type.description,
      iconUrl: this.url(`universal_avatar/view/type/issuetype/avatar/${type.id}`),
      name: type.name,
      subtask: type.hierarchyLevel < 0,
      hierarchyLevel: type.hierarchyLevel,
    }));
  }

  project(project: Project): Json {
    return this.#once(`project ${project.id}`, () => ({
      self: this.url(`project/${project.id}`),
      id: project.id,
      key: project.key,
      name: project.name,
      projectTypeKey: "software",
      simplified: false,
      avatarUrls: avatars(`${this.url(`universal_avatar/view/type/project/avatar/${project.id}`)}?`),
    }));
  }

  component(component: { id: string; name: string }): Json {
    return { self: this.url(`component/${component.id}`), id: component.id, name: component.name };
  }

  projectVersion(version: Version): Json {
    const { id, name, archived, released } = version;
    return { self: this.url(`version/${id}`), id, name, archived, released };
  }

  resolution(id: string): Json {
    const { name } = must(this.site.state.resolutions, id, "resolution");
    return { self: this.url(`resolution/${id}`), id, description: "", name };
  }

  comment(issue: Issue, comment: Comment, properties = false): Json {
    return {
      self: this.url(`issue/${issue.id}/comment/${comment.id}`),
      id: String(comment.id),
      author: this.user(comment.authorId),
      body: this.richText(comment.body),
      updateAuthor: this.user(comment.updateAuthorId),
      created: this.time(comment.created),
      updated: this.time(comment.updated),
      ...(comment.visibleTo === null
        ? {}
        : { visibility: { type: "role", value: comment.visibleTo, identifier: comment.visibleTo } }),
      jsdPublic: true,
      ...(properties ? { properties: [...comment.properties].map(([key, value]) => ({ key, value })) } : {}),
    };
  }

  attachment(attachment: Attachment): Json {
    return {
      self: this.url(`attachment/${attachment.id}`),
      id: String(attachment.id),
      filename: attachment.filename,
      author: this.user(attachment.authorId),
      created: this.time(attachment.created),
      size: attachment.content.byteLength,
      mimeType: attachment.mimeType,
      content: this.url(`attachment/content/${attachment.id}`),
    };
  }

  /** An issue as another one names it: key, summary, status, priority, type. */
  linkedIssue(issue: Issue): Json {
    const { state } = this.site;
    return {
      id: String(issue.id),
      key: issue.key,
      self: this.url(`issue/${issue.id}`),
      fields: {
        summary: issue.summary,
        status: this.status(must(state.statuses, issue.statusId, "status")),
        priority: this.priority(must(state.priorities, issue.priorityId, "priority")),
        issuetype: this.issueType(must(state.issueTypes, issue.typeId, "issue type")),
      },
    };
  }

  linkType(id: string): Json {
    const type = must(this.site.state.linkTypes, id, "link type");
    const { name, inward, outward } = type;
    return { id, name, inward, outward, self: this.url(`issueLinkType/${id}`) };
  }

  links(issue: Issue): Json[] {
    const { state } = this.site;
    return issue.linkIds.flatMap((id) => {
      const link = must(state.links, id, "link");
      const outward = link.sourceId === issue.id;
      const other = state.issue(outward ? link.destinationId : link.sourceId);
      if (!other) return [];
      return {
        id: String(id),
        self: this.url(`issueLink/${id}`),
        type: this.linkType(link.typeId),
        [outward ? "outwardIssue" : "inwardIssue"]: this.linkedIssue(other),
      };
    });
  }

  history(history: History): Json {
    return {
      id: String(history.id),
      author: this.user(history.authorId),
      created: this.time(history.created),
      items: history.items.map((item) => {
        const { field, fieldtype, fieldId, from, fromString, to } = item;
        const shared = { field, fieldtype, ...(fieldId === undefined ? {} : { fieldId }) };
        return { ...shared, from, fromString, to, toString: item.toString };
      }),
    };
  }

  custom(definition: CustomFieldDefinition, issue: Issue): unknown {
    const value = issue.custom.get(definition.id);
    if (value === undefined) return null;
    if (typeof value === "object") return this.richText(value);
    if (definition.kind !== "select") return value;
    const option = definition.options.find(({ id }) => id === value);
    return { self: this.url(`customFieldOption/${value}`), id: value, value: option?.name ?? value };
  }

  #once(name: string, make: () => Json): Json {
    const known = this.#cache.get(name);
    if (known) return known;
    const made = make();
    this.#cache.set(name, made);
    return made;
  }
}

function avatars(url: string): Json {
  return Object.fromEntries([48, 24, 16, 32].map((size) => [`${size}x${size}`, `${url}size=${size}`]));
}
