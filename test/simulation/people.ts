import { JiraRefusal } from "#sync/sandbox/jira/errors.ts";
import { jiraActionSchema } from "#sync/sandbox/jira/act.ts";
import { linearActionSchema } from "#sync/sandbox/linear/actions.ts";
import { GraphQLError } from "graphql";
import type { Dice } from "./dice.ts";
import type { Around, LinearIssue } from "./field-kind.ts";
import { EVERYBODY, FIELD_KINDS } from "./fields.ts";
import { keyIn } from "./marks.ts";
import { TYPES } from "./place.ts";
import { remark, reword } from "./talk.ts";
import { tie, untie } from "./ties.ts";
import { PROJECT, TEAM, type World } from "./world.ts";

/** What a person may do at any moment. Returns what was done, or undefined where there is nothing to do it to. */
interface Deed {
  name: string;
  weight: number;
  do: (world: World, dice: Dice, fresh: string) => string | undefined;
}

/** What was edited last draws the next edit: two people care about the same thing at the same time. */
const ATTRACTION = 0.4;

const jiraIssue = (world: World, dice: Dice) => {
  const issues = world.jira.dump().issues.filter(({ project }) => project === PROJECT);
  const hot = issues.find(({ key }) => key === world.hot.jira);
  if (hot && dice.happens(ATTRACTION)) return hot;
  return issues.length === 0 ? undefined : dice.pick(issues);
};

type Wanted = "active" | "trashed" | "archived";
const linearIssue = (world: World, dice: Dice, wanted: Wanted = "active") => {
  const issues = world.linear.dump().issues.filter(({ trashed, archivedAt, team }) => {
    const state: Wanted = trashed ? "trashed" : archivedAt === null ? "active" : "archived";
    return team === TEAM && state === wanted;
  });
  const hot = issues.find(({ identifier }) => identifier === world.hot.linear);
  if (hot && dice.happens(ATTRACTION)) return hot;
  return issues.length === 0 ? undefined : dice.pick(issues);
};

function aroundInJira(world: World): Around {
  const issues = world.jira.dump().issues.filter(({ project }) => project === PROJECT);
  return {
    epics: issues.filter(({ type }) => type === "Epic").map(({ key }) => key),
    others: issues.filter(({ type }) => type !== "Epic").map(({ key }) => key),
  };
}

/** Those of Linear that people may name: the counterparts of epics, and all others that are there. */
function aroundInLinear(world: World, but: LinearIssue): Around {
  const epics = new Set(aroundInJira(world).epics);
  const there = world.linear
    .dump()
    .issues.filter(({ id, trashed, archivedAt }) => id !== but.id && !trashed && archivedAt === null);
  const isEpic = ({ attachments }: LinearIssue): boolean =>
    attachments.some((one) => epics.has(keyIn(one) ?? ""));
  return {
    epics: there.filter(isEpic).map(({ identifier }) => identifier),
    others: there.filter((issue) => !isEpic(issue)).map(({ identifier }) => identifier),
  };
}

/** Each field on each side, from the table of fields. */
const edits: readonly Deed[] = FIELD_KINDS.flatMap((kind): Deed[] => [
  {
    name: `${kind.name} in Jira`,
    weight: 6,
    do: (world, dice, fresh) => {
      const issue = jiraIssue(world, dice);
      if (!issue) return undefined;
      const change = kind.change.jira(dice, issue, fresh, aroundInJira(world));
      if (!change) return undefined;
      world.heat({ field: kind.name, jira: issue.key });
      return inJira(world, dice, { ...change, issue: issue.key });
    },
  },
  {
    name: `${kind.name} in Linear`,
    weight: 6,
    do: (world, dice, fresh) => {
      const issue = linearIssue(world, dice);
      if (!issue) return undefined;
      const change = kind.change.linear(dice, issue, fresh, aroundInLinear(world, issue));
      if (!change) return undefined;
      world.heat({ field: kind.name, linear: issue.identifier });
      return inLinear(world, dice, { ...change, issue: issue.identifier });
    },
  },
]);

/** What the next person does. */
export function nextDeed(world: World, dice: Dice): Deed {
  const hot = edits.filter(({ name }) => name.startsWith(`${world.hot.field} in`));
  return hot.length > 0 && dice.happens(ATTRACTION) ? dice.pick(hot) : dice.weighed(DEEDS);
}

/** What is said about issues, by side. */
const talk: readonly Deed[] = (["jira", "linear"] as const).flatMap((side): Deed[] => {
  const place = side === "jira" ? "Jira" : "Linear";
  return [
    {
      name: `comment in ${place}`,
      weight: 6,
      do: (world, dice, fresh) => remark(world, dice, side, fresh),
    },
    {
      name: `comment edited in ${place}`,
      weight: 3,
      do: (world, dice, fresh) => reword(world, dice, side, fresh),
    },
    {
      name: `comment deleted in ${place}`,
      weight: 1.5,
      do: (world, dice) => reword(world, dice, side, null),
    },
  ];
});

/** How issues hang together, by side. */
const bonds: readonly Deed[] = (["jira", "linear"] as const).flatMap((side): Deed[] => {
  const place = side === "jira" ? "Jira" : "Linear";
  return [
    { name: `relation in ${place}`, weight: 5, do: (world, dice) => tie(world, dice, side) },
    { name: `relation taken back in ${place}`, weight: 3, do: (world, dice) => untie(world, dice, side) },
  ];
});

const DEEDS: readonly Deed[] = [
  ...edits,
  ...talk,
  ...bonds,
  {
    name: "creation in Jira",
    weight: 3,
    do: (world, dice, fresh) =>
      inJira(world, dice, {
        do: "createIssue",
        project: PROJECT,
        summary: `Made ${fresh}`,
        description: fresh,
        type: dice.pick(["Task", "Task", "Epic", ...Object.keys(TYPES)]),
        labels: dice.happens(0.3) ? ["made-in-jira"] : [],
      }),
  },
  {
    name: "creation in Linear",
    weight: 3,
    do: (world, dice, fresh) =>
      inLinear(world, dice, {
        do: "createIssue",
        team: TEAM,
        title: `Made ${fresh}`,
        description: fresh,
        ...(dice.happens(0.5) ? { state: dice.pick(["Todo", "In Progress", "Done"]) } : {}),
        ...(dice.happens(0.2) ? { labels: [dice.pick(Object.values(TYPES))] } : {}),
      }),
  },
  {
    name: "deletion in Jira",
    weight: 1,
    do: (world, dice) => {
      const issue = jiraIssue(world, dice);
      return issue && inJira(world, dice, { do: "deleteIssue", issue: issue.key });
    },
  },
  {
    name: "deletion in Linear",
    weight: 0.5,
    do: (world, dice) => {
      const issue = linearIssue(world, dice, dice.happens(0.5) ? "trashed" : "active");
      return issue && inLinear(world, dice, { do: "deletePermanently", issue: issue.identifier });
    },
  },
  {
    name: "trash in Linear",
    weight: 1.5,
    do: (world, dice) => {
      const issue = linearIssue(world, dice);
      return issue && inLinear(world, dice, { do: "trash", issue: issue.identifier });
    },
  },
  {
    name: "archive in Linear",
    weight: 1,
    do: (world, dice) => {
      const issue = linearIssue(world, dice);
      return issue && inLinear(world, dice, { do: "archive", issue: issue.identifier });
    },
  },
  {
    name: "restore in Linear",
    weight: 2,
    do: (world, dice) => {
      const issue = linearIssue(world, dice, dice.happens(0.5) ? "trashed" : "archived");
      return issue && inLinear(world, dice, { do: "restore", issue: issue.identifier });
    },
  },
];

/** Linear tells people that a title is new to them by nothing; a refused deed did not happen. */
function inJira(world: World, dice: Dice, action: Record<string, unknown>): string | undefined {
  try {
    world.jira.act(jiraActionSchema.parse({ ...action, as: dice.pick(EVERYBODY) }));
  } catch (error) {
    if (error instanceof JiraRefusal) return undefined;
    throw error;
  }
  return told(action);
}

function inLinear(world: World, dice: Dice, action: Record<string, unknown>): string | undefined {
  try {
    world.linear.act(linearActionSchema.parse({ ...action, as: dice.pick(EVERYBODY) }));
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
  return told(action);
}

function told({ issue = "new", do: deed, ...values }: Record<string, unknown>): string {
  return `${String(issue)} ${String(deed)} ${JSON.stringify(values)}`;
}
