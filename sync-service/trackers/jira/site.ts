import type { CallOptions } from "../tracker.ts";
import type { JiraClient } from "./client.ts";
import { fieldsSchema, type JiraProject, myselfSchema, projectPageSchema } from "./schemas.ts";

const PROJECT_PAGE = 100;

/** What the other calls must know of the site before they can be made. */
export interface SiteFacts {
  self: string;
  /** The time zone that JQL reads times in. */
  timeZone: string;
  fieldNames: ReadonlyMap<string, string>;
  /** The number fields that hold an estimate, the preferred one of company-managed projects first. */
  estimateFields: readonly string[];
  /** The chosen select fields' ids, by the names they were chosen by. */
  selectFields: ReadonlyMap<string, string>;
  /** The field that holds an issue's sprints; null on a site without Jira Software. */
  sprintField: string | null;
  projects: ReadonlyMap<string, JiraProject>;
  /** The estimate's field in a project; null when the site has none. */
  estimateFieldOf(projectId: string): string | null;
}

/** Company-managed projects estimate in the first, team-managed ones in the second. */
const STORY_POINTS = "story points";
const STORY_POINT_ESTIMATE = "story point estimate";

const SPRINT_FIELD = "com.pyxis.greenhopper.jira:gh-sprint";

/** Asks for the facts once, and again on `refresh` or when an attempt failed. */
export class Site {
  readonly #client: JiraClient;
  readonly #storyPointsField: string | undefined;
  readonly #selectFields: readonly string[];
  #facts: Promise<SiteFacts> | null = null;

  constructor(
    client: JiraClient,
    storyPointsField: string | undefined,
    selectFields: readonly string[] = [],
  ) {
    this.#client = client;
    this.#storyPointsField = storyPointsField;
    this.#selectFields = selectFields;
  }

  facts(options: CallOptions): Promise<SiteFacts> {
    if (this.#facts !== null) return this.#facts;
    return this.refresh(options);
  }

  refresh(options: CallOptions): Promise<SiteFacts> {
    const facts = this.#read(options);
    this.#facts = facts;
    facts.catch(() => {
      if (this.#facts === facts) this.#facts = null;
    });
    return facts;
  }

  async #read(options: CallOptions): Promise<SiteFacts> {
    const [self, fields, projects] = await Promise.all([
      this.#client.read({ method: "GET", endpoint: "/myself", path: "/myself" }, myselfSchema, options),
      this.#client.read({ method: "GET", endpoint: "/field", path: "/field" }, fieldsSchema, options),
      this.#projects(options),
    ]);
    const named = (name: string) =>
      fields.find((field) => field.name.toLowerCase() === name && field.schema?.type === "number")?.id;
    const companyManaged = this.#storyPointsField ?? named(STORY_POINTS);
    const teamManaged = this.#storyPointsField ?? named(STORY_POINT_ESTIMATE);
    const estimateFields = [...new Set([companyManaged, teamManaged])].filter((id) => id !== undefined);
    const selectFields = this.#selectFields.flatMap((wanted) => {
      const field = fields.find(
        ({ id, name, schema }) => schema?.type === "option" && [id, name].includes(wanted),
      );
      return field ? [[wanted, field.id] as const] : [];
    });
    const byId = new Map(projects.map((project) => [project.id, project]));
    return {
      self: self.accountId,
      timeZone: self.timeZone,
      fieldNames: new Map(fields.map(({ id, name }) => [id, name])),
      estimateFields,
      selectFields: new Map(selectFields),
      sprintField: fields.find(({ schema }) => schema?.custom === SPRINT_FIELD)?.id ?? null,
      projects: byId,
      estimateFieldOf: (projectId) =>
        (byId.get(projectId)?.simplified === true
          ? (teamManaged ?? companyManaged)
          : (companyManaged ?? teamManaged)) ?? null,
    };
  }

  async #projects(options: CallOptions): Promise<JiraProject[]> {
    const projects: JiraProject[] = [];
    for (;;) {
      const page = await this.#client.read(
        {
          method: "GET",
          endpoint: "/project/search",
          path: `/project/search?expand=issueTypes&maxResults=${PROJECT_PAGE}&startAt=${projects.length}`,
        },
        projectPageSchema,
        options,
      );
      projects.push(...page.values);
      if (page.isLast !== false || page.values.length === 0) return projects;
    }
  }
}
