import type { FieldName, Observation, Snapshot } from "#sync/model/issue.ts";
import type { Mirror } from "#sync/model/mapping.ts";
import type { RichTextContext } from "#sync/richtext/index.ts";
import type { Container, Directory, Person } from "#sync/trackers/tracker.ts";
import { translated, type Fields, type Translation } from "./merge/field.ts";
import { estimateField, mappedField, plainField } from "./merge/scalar.ts";
import { setField } from "./merge/set.ts";
import { amongIssues, isOfProject, projectFields } from "./translate/epics.ts";
import { noCounterparts, type Counterparts } from "./counterparts.ts";
import { hasMeaning, labelMeanings, type LabelMeanings } from "./label-meanings.ts";
import { textField } from "./merge/text.ts";
import { cycleField, type Cycles } from "./translate/cycle.ts";
import { milestoneField } from "./translate/milestone.ts";
import { levelsOf, parentField } from "./translate/parent.ts";
import { customField } from "./translate/custom.ts";
import { relationsField } from "./translate/relations.ts";
import { statusField } from "./translate/status.ts";
import { typeField } from "./translate/type.ts";

/** A mirror's mapping with names resolved to the ids both trackers use today. */
export interface Translator {
  mirror: Mirror;
  fields: Fields;
  /** `self` is the account whose token we use. */
  jira: { container: Container; issueType: string; workspace: string; self: string };
  linear: { container: Container; workspace: string };
  /** The team once more, with the statuses that its projects go through. */
  projects: Container;
  labelMeanings: LabelMeanings;
  /** How texts speak of people. */
  textContext: RichTextContext;
}

/** The translator for one link, with the fields whose meaning depends on the issues at its ends. */
export function translatorForLink(link: {
  translator: Translator;
  counterparts: Counterparts;
  jira: Observation<"jira"> | null;
  linear: Observation<"linear"> | null;
}): Translator {
  const { translator, counterparts } = link;
  const jira = link.jira?.kind === "present" ? link.jira.snapshot : undefined;
  const linear = link.linear?.kind === "present" ? link.linear.snapshot : undefined;
  const project = translator.jira.container;
  const place = {
    project,
    usual: translator.jira.issueType,
    counterparts,
    parent: linear?.values.parent ?? null,
  };
  // A text that is cut on one side names the other side's issue.
  const description = textField(translator.textContext, { jira: jira?.url, linear: linear?.url });
  if (isOfProject(translator, jira, link.linear)) {
    return { ...translator, fields: { ...projectFields(translator), description } };
  }
  return {
    ...translator,
    fields: {
      ...translator.fields,
      description,
      type: typeField(translator.mirror.types, place),
      parent: parentField(counterparts, project, jira?.values.type),
      milestone: milestoneField(translator.linear.container, linear?.project ?? null),
      cycle: cycleField(cyclesOf(translator.mirror, project, translator.linear.container), {
        jira: jira?.cycle ?? null,
        linear: linear?.cycle ?? null,
        isPart: isPart(translator, counterparts, jira, linear),
      }),
      relations: relationsField(translator.mirror.relations, amongIssues(counterparts)),
    },
  };
}

export function cyclesOf({ cycles: named }: Mirror, project: Container, team: Container): Cycles {
  return { named, jira: project.cycles ?? [], linear: team.cycles ?? [] };
}

/** A sub-task is always in the sprint of the issue above it. */
function isPart(
  { jira: { container } }: Translator,
  counterparts: Counterparts,
  jira: Snapshot<"jira"> | undefined,
  linear: Snapshot<"linear"> | undefined,
): boolean {
  const levelOf = levelsOf(container);
  if (jira) return (levelOf(jira.values.type) ?? 0) < 0;
  const parent = linear?.values.parent ?? null;
  const above = parent === null ? undefined : counterparts.of("linear", parent);
  return above?.kind === "linked" && (levelOf(above.jiraType) ?? 1) <= 0;
}

/** A mapping that cannot work: names something neither tracker has. The message says what to change. */
class MappingError extends Error {
  constructor(mirror: string, message: string) {
    super(`Mirror "${mirror}": ${message}`);
    this.name = "MappingError";
  }
}

/** Resolves a mirror against both trackers' directories. Throws `MappingError` when a name does not exist. */
export function compileTranslator(mirror: Mirror, jira: Directory, linear: Directory): Translator {
  const project = findContainer(mirror.id, jira, mirror.jira.project, "Jira project");
  const team = findContainer(mirror.id, linear, mirror.linear.team, "Linear team");
  const issueType = project.issueTypes.find((type) => type.name === mirror.jira.issueType);
  if (!issueType) {
    const known = project.issueTypes.map((type) => type.name).join(", ");
    throw new MappingError(
      mirror.id,
      `project ${project.key} has no issue type "${mirror.jira.issueType}" (it has ${known})`,
    );
  }
  const textContext = peopleInText(mirror, jira, linear);
  const meanings = labelMeanings(mirror, team);
  const place = { project, usual: issueType.id, counterparts: noCounterparts, parent: null };
  return {
    mirror,
    labelMeanings: meanings,
    textContext,
    jira: { container: project, issueType: issueType.id, workspace: jira.workspace, self: jira.self },
    linear: { container: team, workspace: linear.workspace },
    projects: { ...team, statuses: linear.projectStatuses ?? [] },
    fields: {
      title: plainField<string>(),
      description: textField(textContext, { jira: undefined, linear: undefined }),
      status: statusField(mirror, project, team),
      priority: priorityField(mirror, jira, linear),
      assignee: assigneeField(mirror, jira, linear),
      labels: setField(labelMaps(mirror, team, meanings)),
      estimate: estimateField,
      dueDate: plainField<string | null>(),
      type: typeField(mirror.types, place),
      parent: parentField(noCounterparts, project, undefined),
      relations: relationsField(mirror.relations, noCounterparts),
      components: componentsField(mirror.components),
      custom: customField(meanings),
      milestone: milestoneField(team, null),
      cycle: cycleField(cyclesOf(mirror, project, team), { jira: null, linear: null, isPart: false }),
    },
  };
}

/** The rule of a field; silent fields travel both ways and the newest edit wins a conflict. */
export function ruleOf(mirror: Mirror, field: FieldName): NonNullable<Mirror["fields"][FieldName]> {
  return mirror.fields[field] ?? { direction: "both", owner: "newest" };
}

function findContainer(mirror: string, directory: Directory, name: string, kind: string): Container {
  const container = directory.containers.find(
    (candidate) => candidate.key === name || candidate.id === name || candidate.name === name,
  );
  if (container) return container;
  const known = directory.containers.map((candidate) => candidate.key).join(", ");
  throw new MappingError(
    mirror,
    `there is no ${kind} "${name}" that this account can see (it sees ${known || "none"})`,
  );
}

const usualPriorities: readonly (readonly [jira: string, linear: string])[] = [
  ["Highest", "Urgent"],
  ["High", "High"],
  ["Medium", "Medium"],
  ["Low", "Low"],
  ["Lowest", "Low"],
  ["Blocker", "Urgent"],
  ["Critical", "Urgent"],
  ["Major", "High"],
  ["Minor", "Low"],
  ["Trivial", "Low"],
];

function priorityField(mirror: Mirror, jira: Directory, linear: Directory): Fields["priority"] {
  const idIn = (directory: Directory, name: string | undefined): string | undefined =>
    directory.priorities.find((priority) => priority.name === name)?.id;
  const toLinear = new Map<string, string>();
  for (const { id, name } of jira.priorities) {
    const usual = usualPriorities.find(([there]) => there === name)?.[1];
    const counterpart = idIn(linear, mirror.priority.toLinear[name] ?? usual);
    if (counterpart !== undefined) toLinear.set(id, counterpart);
  }
  const toJira = new Map<string, string>();
  for (const { id, name } of linear.priorities) {
    const named = idIn(jira, mirror.priority.toJira[name]);
    const usual = usualPriorities
      .filter(([, here]) => here === name)
      .map(([there]) => idIn(jira, there))
      .find((found) => found !== undefined);
    const counterpart = named ?? usual;
    if (counterpart !== undefined) toJira.set(id, counterpart);
  }
  const lookUp =
    (map: ReadonlyMap<string, string>) =>
    (value: string | null): Translation<string | null> => {
      const counterpart = value === null ? undefined : map.get(value);
      return counterpart === undefined ? { kind: "leave" } : translated(counterpart);
    };
  return mappedField<string | null>({ toLinear: lookUp(toLinear), toJira: lookUp(toJira) });
}

/** Whom an account is on the other side: by the mapping's table, else by e-mail address. */
function pairPeople(
  mirror: Mirror,
  jira: Directory,
  linear: Directory,
): readonly (readonly [Person, Person])[] {
  const find = (directory: Directory, name: string): Person | undefined =>
    directory.users.find(
      (person) => person.id === name || person.email?.toLowerCase() === name.toLowerCase(),
    );
  const pairs: [Person, Person][] = [];
  for (const named of mirror.people) {
    const [there, here] = [find(jira, named.jira), find(linear, named.linear)];
    if (there && here) pairs.push([there, here]);
  }
  for (const person of jira.users) {
    if (person.email === null || pairs.some(([there]) => there.id === person.id)) continue;
    const counterpart = find(linear, person.email);
    if (counterpart) pairs.push([person, counterpart]);
  }
  return pairs;
}

/** Somebody without an account on the other side shows as nobody there, and stays assigned on his own. */
function assigneeField(mirror: Mirror, jira: Directory, linear: Directory): Fields["assignee"] {
  const pairs = pairPeople(mirror, jira, linear).filter(([there, here]) => there.active && here.active);
  const toLinear = new Map(pairs.map(([there, here]) => [there.id, here.id]));
  const toJira = new Map(pairs.map(([there, here]) => [here.id, there.id]));
  return mappedField<string | null>({
    toLinear: (value) => translated(value === null ? null : (toLinear.get(value) ?? null)),
    toJira: (value) => translated(value === null ? null : (toJira.get(value) ?? null)),
  });
}

function peopleInText(mirror: Mirror, jira: Directory, linear: Directory): RichTextContext {
  const pairs = pairPeople(mirror, jira, linear);
  const byJira = new Map(jira.users.map((person) => [person.id, person]));
  const namesInLinear = new Map(pairs.map(([there, here]) => [there.id, here.name]));
  const jiraByName = new Map<string, Person>();
  for (const person of jira.users) jiraByName.set(`@${namesInLinear.get(person.id) ?? person.name}`, person);
  return {
    people: {
      toMarkdown: (accountId, text) => {
        const name = namesInLinear.get(accountId) ?? byJira.get(accountId)?.name;
        return name === undefined ? text : `@${name}`;
      },
      toAdf: (mention) => {
        const person = jiraByName.get(mention);
        return person ? { accountId: person.id, text: `@${person.name}` } : undefined;
      },
    },
  };
}

/** Components by the mapping's table alone: an issue may have several, so a group of labels cannot hold them. */
function componentsField(components: Mirror["components"]): Fields["components"] {
  return setField({
    toLinear: (name) => components[name],
    toJira: (label) => Object.keys(components).find((name) => components[name] === label),
  });
}

/** Jira's labels hold no spaces: "needs design" is "needs-design" there, and finds its way back. */
function labelMaps(mirror: Mirror, team: Container, meanings: LabelMeanings): Parameters<typeof setField>[0] {
  const inJira = (label: string): string =>
    mirror.labels.toJira[label] ?? label.trim().replaceAll(/\s+/g, "-");
  const known = new Map<string, string>();
  for (const label of team.labels) {
    known.set(inJira(label).toLowerCase(), label);
    known.set(inJira(label), label);
  }
  return {
    toJira: (label) => (hasMeaning(meanings, label) ? undefined : inJira(label)),
    toLinear: (label) => {
      const there =
        mirror.labels.toLinear[label] ?? known.get(label) ?? known.get(label.toLowerCase()) ?? label;
      return hasMeaning(meanings, there) ? undefined : there;
    },
  };
}
