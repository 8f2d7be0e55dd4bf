import { parseCsv } from "#shared/csv.ts";
import { wikiToAdf } from "#sync/richtext/index.ts";
import type { JiraSeed } from "#sync/sandbox/jira/seed.ts";
import type { LinearSeed } from "#sync/sandbox/linear/seed.ts";
import { UsageError } from "./usage-error.ts";

const DAY = 24 * 60 * 60_000;
/** Jira's own limit of a summary, in characters. */
const SUMMARY_LIMIT = 255;

const people = [
  { name: "Ada Lindqvist", email: "ada@northwind.example" },
  { name: "Jon Okafor", email: "jon@northwind.example" },
  { name: "Mei Tanaka", email: "mei@northwind.example" },
  { name: "Sam Duarte", email: "sam@northwind.example" },
];
const statuses = ["To Do", "To Do", "In Progress", "In Review", "Done", "Done", "Cancelled"];
const priorities = ["Highest", "High", "Medium", "Medium", "Low", "Lowest"];
const labels = ["customer", "tech-debt", "regression", "quick-win"];

/** What the Jira sandbox and an empty Linear sandbox are filled with, so that real issues can be mirrored. */
interface ImportedIssues {
  jira: JiraSeed;
  linear: LinearSeed;
  project: string;
  team: string;
  count: number;
}

/**
 * Reads a CSV of real issues (columns issuekey, title, description in wiki markup, storypoint). Title,
 * description and points are the file's; what such a file lacks (status, priority, people, labels, dates) is
 * spread over the issues by their row, so that every mirrored field has something to carry.
 *
 * Throws when a column is missing; rows without a title are left out.
 */
export function importIssues(csv: string, file: string, now: number): ImportedIssues {
  const { columns, rows } = parseCsv(csv);
  for (const column of ["issuekey", "title", "description", "storypoint"]) {
    if (!columns.includes(column)) {
      throw new UsageError(`${file} has no column "${column}" (it has ${columns.join(", ")})`);
    }
  }
  const issues = rows.flatMap(({ cells }, index) => {
    const title = cells.get("title")?.replaceAll(/\s+/g, " ").trim().slice(0, SUMMARY_LIMIT) ?? "";
    return title === "" ? [] : [issueOf(cells, title, index, rows.length, now)];
  });
  const project =
    /^([A-Z][A-Z0-9]+)-/i.exec(rows[0]?.cells.get("issuekey") ?? "")?.[1]?.toUpperCase() ?? "REAL";
  const members = people.map(({ name, email }) => ({ displayName: name, email, timeZone: "Europe/Berlin" }));
  return {
    jira: {
      users: members,
      projects: [{ key: project, name: project }],
      issues: issues.map((issue) => ({ ...issue, project })),
    },
    linear: {
      users: people,
      teams: [
        { key: "MIR", name: "Mirror", members: people.map(({ email }) => email), estimation: "linear" },
      ],
    },
    project,
    team: "MIR",
    count: issues.length,
  };
}

function issueOf(
  cells: ReadonlyMap<string, string>,
  title: string,
  index: number,
  count: number,
  now: number,
): Omit<NonNullable<JiraSeed["issues"]>[number], "project"> {
  const pick = <T>(values: readonly T[]): T | undefined => values[(index * 7 + title.length) % values.length];
  const description = cells.get("description") ?? "";
  const points = Number.parseFloat(cells.get("storypoint") ?? "");
  const created = Math.round(now - (count - index) * ((540 * DAY) / count) - DAY);
  const status = pick(statuses);
  const priority = pick(priorities);
  const assignee = index % 5 === 4 ? null : (pick(people)?.email ?? null);
  return {
    type: index % 4 === 0 ? "Bug" : "Task",
    summary: title,
    ...(description === "" ? {} : { description: { ...wikiToAdf(description) } }),
    ...(status === undefined ? {} : { status }),
    ...(priority === undefined ? {} : { priority }),
    assignee,
    labels: labels.filter((_, position) => (index + position) % 5 === 0),
    storyPoints: Number.isFinite(points) ? points : null,
    dueDate: index % 6 === 0 ? new Date(now + (index % 90) * DAY).toISOString().slice(0, 10) : null,
    created,
    updated: created + DAY / 2,
  };
}
