import type { Mirror } from "#sync/model/mapping.ts";
import { otherSide, type Side } from "#sync/model/issue.ts";
import type { Container, Directory, WorkflowFacts } from "#sync/trackers/tracker.ts";
import { EPIC_LEVEL, projectFields } from "./translate/epics.ts";
import type { Field } from "./merge/field.ts";
import { nameOf } from "./plan-types.ts";
import { compileTranslator, cyclesOf, type Translator } from "./translate.ts";
import { cyclePairs } from "./translate/cycle.ts";

/**
 * error    a value that cannot be carried, or would not come to rest: its edits would be parked
 * warning  works, but not for everyone or everything
 * note     works, and is worth knowing
 */
export interface Finding {
  level: "error" | "warning" | "note";
  about: string;
  message: string;
}

/** Says before anything runs what a mapping cannot do. Throws `MappingError` when it names no project or team. */
export function checkMapping(
  mirror: Mirror,
  directories: Readonly<Record<Side, Directory>>,
  workflow: WorkflowFacts | null,
): Finding[] {
  const { jira, linear } = directories;
  const translator = compileTranslator(mirror, jira, linear);
  const [project, team] = [translator.jira.container, translator.linear.container];
  return [
    ...unknownNames(mirror, { jira, linear }, { jira: project, linear: team }),
    ...checkValues("status", translator.fields.status, { jira: project.statuses, linear: team.statuses }),
    ...checkValues("priority", translator.fields.priority, {
      jira: jira.priorities,
      linear: linear.priorities,
    }),
    ...sameLabels(team),
    ...lonelyCycles(mirror, project, team),
    ...(mirror.epics === "projects" ? checkEpics(translator) : []),
    ...strangers(mirror, directories, translator),
    ...(workflow === null ? [] : unreachable(translator, workflow)),
    ...(workflow === null || mirror.create === "to-linear" ? [] : required(translator, workflow)),
  ].toSorted((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

const LEVELS: readonly Finding["level"][] = ["error", "warning", "note"];

interface Named {
  id: string;
  name: string;
}

/** Names in the mapping's tables that a tracker does not have. */
function unknownNames(
  mirror: Mirror,
  directories: Readonly<Record<Side, Directory>>,
  places: Readonly<Record<Side, Container>>,
): Finding[] {
  const ofProjects = mirror.epics === "projects" ? (directories.linear.projectStatuses ?? []) : [];
  const known = {
    status: { jira: places.jira.statuses, linear: [...places.linear.statuses, ...ofProjects] },
    priority: { jira: directories.jira.priorities, linear: directories.linear.priorities },
  };
  const missing = (about: "status" | "priority", side: Side, names: readonly string[]): Finding[] =>
    names
      .filter((name) => !known[about][side].some((value) => value.name === name))
      .map((name) => ({
        level: "error",
        about,
        message: `the mapping names ${about} "${name}", which ${nameOf[side]} does not have (it has ${namesOf(known[about][side])})`,
      }));
  const types = Object.keys(mirror.types).filter(
    (name) => !places.jira.issueTypes.some((type) => type.name === name),
  );
  return [
    ...(["status", "priority"] as const).flatMap((about) => [
      ...missing(about, "jira", [
        ...Object.keys(mirror[about].toLinear),
        ...Object.values(mirror[about].toJira),
      ]),
      ...missing(about, "linear", [
        ...Object.keys(mirror[about].toJira),
        ...Object.values(mirror[about].toLinear),
      ]),
    ]),
    ...types.map((name): Finding => {
      const has = namesOf(places.jira.issueTypes);
      return {
        level: "error",
        about: "type",
        message: `the mapping names type "${name}", which Jira project ${places.jira.key} does not have (it has ${has})`,
      };
    }),
  ];
}

/** Values without a counterpart, values that share one, and values that a round trip never brings to rest. */
function checkValues<Value extends string | null>(
  about: string,
  field: Field<Value, Value>,
  values: Readonly<Record<Side, readonly (Named & { id: Value & string })[] | readonly Named[]>>,
): Finding[] {
  const carry = (from: Side, id: string): string | undefined => {
    const there =
      from === "jira" ? field.toLinear(id as Value, undefined) : field.toJira(id as Value, undefined);
    return there.kind === "value" && there.value !== null ? there.value : undefined;
  };
  const nameIn = (side: Side, id: string | undefined): string =>
    values[side].find((value) => value.id === id)?.name ?? "nothing";
  return (["jira", "linear"] as const).flatMap((from) => {
    const to = otherSide[from];
    const findings: Finding[] = [];
    const shared = new Map<string, string[]>();
    for (const { id, name } of values[from]) {
      const there = carry(from, id);
      if (there === undefined) {
        const level = about === "priority" ? "note" : "error";
        const message = `${nameOf[from]}'s "${name}" has no counterpart in ${nameOf[to]}; name one in the mapping`;
        findings.push({ level, about, message });
        continue;
      }
      shared.set(there, [...(shared.get(there) ?? []), name]);
      const back = carry(to, there);
      const again = back === undefined ? there : carry(from, back);
      if (again !== there) {
        const steps = [nameIn(to, there), nameIn(from, back), nameIn(to, again)].map((step) => `"${step}"`);
        const message = `${nameOf[from]}'s "${name}" would not come to rest: it becomes ${steps.join(", then ")}. Let both tables name the same pairs`;
        findings.push({ level: "error", about, message });
      }
    }
    for (const [there, names] of shared) {
      if (names.length === 1) continue;
      const back = nameIn(from, carry(to, there));
      const message = `${nameOf[from]}'s ${quoted(names)} all show as "${nameIn(to, there)}" in ${nameOf[to]}; an edit there sets "${back}", any other edit leaves the finer value as it is`;
      findings.push({ level: "note", about, message });
    }
    return findings;
  });
}

/** Whether epics can be projects, and back. */
function checkEpics(translator: Translator): Finding[] {
  const { jira, projects } = translator;
  const hasEpics = jira.container.issueTypes.some(({ level }) => level === EPIC_LEVEL);
  const message = `Jira project ${jira.container.key} has no type at the level of epics, so that no project of Linear's can become one`;
  return [
    ...(hasEpics ? [] : [{ level: "error" as const, about: "epics", message }]),
    ...checkValues("epics", projectFields(translator).status, {
      jira: jira.container.statuses,
      linear: projects.statuses,
    }),
  ];
}

/** Sprints and cycles that show as nothing on the other side, and names in the table that neither side has. */
function lonelyCycles(mirror: Mirror, project: Container, team: Container): Finding[] {
  if (mirror.fields.cycle?.direction === "none") return [];
  const cycles = cyclesOf(mirror, project, team);
  const pairs = cyclePairs(cycles);
  const isKnown = (name: string): boolean =>
    cycles.linear.some((cycle) =>
      [cycle.name, String(cycle.number), `Cycle ${String(cycle.number)}`].includes(name),
    );
  const tabled = Object.entries(mirror.cycles).flatMap(([sprint, cycle]): Finding[] => {
    const lacks = [
      ...(cycles.jira.some(({ name }) => name === sprint) ? [] : [`sprint "${sprint}", which Jira`]),
      ...(isKnown(cycle) ? [] : [`cycle "${cycle}", which Linear`]),
    ];
    return lacks.map((what) => {
      const message = `the mapping names ${what} does not have among those that are not over`;
      return { level: "warning", about: "cycle", message };
    });
  });
  const alone = {
    jira: cycles.jira.filter((sprint) => !pairs.some(([one]) => one.id === sprint.id)),
    linear: cycles.linear.filter((cycle) => !pairs.some(([, one]) => one.id === cycle.id)),
  };
  const findings = (["jira", "linear"] as const)
    .filter((side) => alone[side].length > 0)
    .map((side): Finding => {
      const what = side === "jira" ? "sprints" : "cycles";
      const message = `${nameOf[side]}'s ${what} ${quoted(alone[side].map(({ name }) => name))} have no counterpart in ${nameOf[otherSide[side]]}: neither its name, nor its dates, nor the mapping's cycles name exactly one. Issues in them stay in them, on their own side`;
      return { level: "note", about: "cycle", message };
    });
  return [...tabled, ...findings];
}

/** Jira's labels hold no spaces, so that two labels of Linear may be one there. */
function sameLabels(team: Container): Finding[] {
  const groups = Map.groupBy(team.labels, (label) => label.trim().replaceAll(/\s+/g, "-").toLowerCase());
  return [...groups]
    .filter(([, labels]) => labels.length > 1)
    .map(([label, labels]) => ({
      level: "warning",
      about: "labels",
      message: `Linear's ${quoted(labels)} are all "${label}" in Jira; map them to labels of their own`,
    }));
}

/** People of one side whom the other does not know; a person of the same name is a suggestion, never a match. */
function strangers(
  mirror: Mirror,
  { jira, linear }: Readonly<Record<Side, Directory>>,
  translator: Translator,
): Finding[] {
  const { assignee } = translator.fields;
  const counterpart = (id: string): string | null => {
    const there = assignee.toLinear(id, undefined);
    return there.kind === "value" ? there.value : null;
  };
  const matched = new Set(jira.users.map(({ id }) => counterpart(id)));
  const isKnown = (directory: Directory, name: string): boolean =>
    directory.users.some(({ id, email }) => id === name || email?.toLowerCase() === name.toLowerCase());
  const findings: Finding[] = mirror.people.flatMap((pair) =>
    (["jira", "linear"] as const)
      .filter((side) => !isKnown(side === "jira" ? jira : linear, pair[side]))
      .map((side) => ({
        level: "error" as const,
        about: "people",
        message: `the mapping names "${pair[side]}", whom ${nameOf[side]} does not know`,
      })),
  );
  const alone = jira.users.filter(({ id, active }) => active && id !== jira.self && counterpart(id) === null);
  for (const person of alone) {
    const same = linear.users.find(({ id, name, active }) => {
      return active && !matched.has(id) && name.toLowerCase() === person.name.toLowerCase();
    });
    if (!same) continue;
    const message = `${person.name} may be the same person on both sides; if so, add { jira: "${person.id}", linear: "${same.id}" } to people`;
    findings.push({ level: "warning", about: "people", message });
  }
  if (alone.length > 0) {
    const message = `${alone.length} people of Jira have no account in Linear (${namesOf(alone)}): what is assigned to them shows as nobody's there`;
    findings.push({ level: "note", about: "people", message });
  }
  return findings;
}

/** Statuses that edits in Linear lead to, and that the workflow does not let an issue reach. */
function unreachable({ jira, linear, fields }: Translator, { moves }: WorkflowFacts): Finding[] {
  const statuses = jira.container.statuses;
  const nameFor = (id: string): string => statuses.find((status) => status.id === id)?.name ?? id;
  const targets = new Set(
    linear.container.statuses.flatMap(({ id }) => {
      const there = fields.status.toJira(id, undefined);
      return there.kind === "value" ? [there.value] : [];
    }),
  );
  const starts = new Set(moves.map(({ from }) => from));
  return [...targets].flatMap((target): Finding[] => {
    const into = moves.filter(({ to }) => to === target);
    const from = [...starts].filter((start) => start !== target && !into.some((move) => move.from === start));
    const screens = [...new Set(into.flatMap(({ requires }) => requires))];
    const findings: Finding[] = [];
    if (into.length === 0 && starts.size > 0 && !(starts.size === 1 && starts.has(target))) {
      const message = `no transition leads to Jira's "${nameFor(target)}" from where issues are now; edits to it in Linear would be parked`;
      findings.push({ level: "error", about: "status", message });
    } else if (from.length > 0) {
      const message = `Jira's "${nameFor(target)}" is not one step from ${quoted(from.map(nameFor))}: such a change in Linear waits, parked, until the issue stands elsewhere`;
      findings.push({ level: "warning", about: "status", message });
    }
    if (screens.length > 0) {
      const message = `the transition to Jira's "${nameFor(target)}" asks for ${quoted(screens)}; without a default in Jira such a change is parked`;
      findings.push({ level: "warning", about: "status", message });
    }
    return findings;
  });
}

/** Fields that Jira asks for at creation and the mirror does not fill. */
function required({ jira }: Translator, { asked }: WorkflowFacts): Finding[] {
  const type = jira.container.issueTypes.find(({ id }) => id === jira.issueType);
  return asked
    .filter(({ type: asking }) => asking === jira.issueType)
    .map(({ fields }) => ({
      level: "error",
      about: "create",
      message: `Jira asks for ${quoted(fields)} when a ${type?.name ?? "issue"} is created; give the field a default in Jira, or make it optional`,
    }));
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");
const namesOf = (values: readonly { name: string }[]): string =>
  values
    .slice(0, 12)
    .map(({ name }) => name)
    .join(", ") + (values.length > 12 ? ", …" : "");
