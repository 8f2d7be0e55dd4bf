import { amend, drop } from "../writes.ts";
import type { RootField } from "../queries.ts";
import { createCycle, updateCycle } from "./cycles.ts";
import type { CycleInput, CycleUpdateInput } from "./cycles.ts";
import * as initiatives from "./initiatives.ts";
import type { InitiativeInput } from "./initiatives.ts";
import { find, succeeded } from "./inputs.ts";
import * as projects from "./projects.ts";
import type { MilestoneInput, ProjectInput, ReportInput } from "./projects.ts";
import { createState, updateState } from "./teams.ts";
import type { StateInput, StateUpdateInput } from "./teams.ts";

interface ById {
  id: string;
}

/** Root fields of Mutation for states, projects, cycles and initiatives. */
export const planningMutations: Readonly<Record<string, RootField>> = {
  workflowStateCreate: ({ input }: { input: StateInput }, { world, caller }) => {
    find(world, caller, "Team", input.teamId);
    return { ...succeeded(world), workflowState: createState(world, caller, input) };
  },
  workflowStateUpdate: ({ id, input }: ById & { input: StateUpdateInput }, { world, caller }) => ({
    ...succeeded(world),
    workflowState: updateState(world, caller, find(world, caller, "WorkflowState", id), input),
  }),

  projectCreate: (
    { input }: { input: ProjectInput & { name: string; teamIds: string[] } },
    { world, caller },
  ) => ({ ...succeeded(world), project: projects.createProject(world, caller, input) }),
  projectUpdate: ({ id, input }: ById & { input: ProjectInput }, { world, caller }) => ({
    ...succeeded(world),
    project: projects.updateProject(world, caller, find(world, caller, "Project", id), input),
  }),
  projectDelete: ({ id }: ById, { world, caller }) => ({
    ...succeeded(world),
    entity: projects.trashProject(world, caller, find(world, caller, "Project", id)),
  }),
  projectUnarchive: ({ id }: ById, { world, caller }) => ({
    ...succeeded(world),
    entity: projects.restoreProject(world, caller, find(world, caller, "Project", id)),
  }),

  projectMilestoneCreate: (
    { input }: { input: MilestoneInput & { name: string; projectId: string } },
    { world, caller },
  ) => ({ ...succeeded(world), projectMilestone: projects.createMilestone(world, caller, input) }),
  projectMilestoneUpdate: ({ id, input }: ById & { input: MilestoneInput }, { world, caller }) => ({
    ...succeeded(world),
    projectMilestone: projects.updateMilestone(
      world,
      caller,
      find(world, caller, "ProjectMilestone", id),
      input,
    ),
  }),
  projectMilestoneDelete: ({ id }: ById, { world, caller }) => {
    projects.deleteMilestone(world, caller, find(world, caller, "ProjectMilestone", id));
    return { ...succeeded(world), entityId: id };
  },

  projectUpdateCreate: ({ input }: { input: ReportInput & { projectId: string } }, { world, caller }) => ({
    ...succeeded(world),
    projectUpdate: projects.createProjectUpdate(world, caller, input),
  }),
  projectUpdateUpdate: ({ id, input }: ById & { input: ReportInput }, { world, caller }) => ({
    ...succeeded(world),
    projectUpdate: projects.updateProjectUpdate(
      world,
      caller,
      find(world, caller, "ProjectUpdate", id),
      input,
    ),
  }),

  cycleCreate: ({ input }: { input: CycleInput }, { world, caller }) => ({
    ...succeeded(world),
    cycle: createCycle(world, caller, input),
  }),
  cycleUpdate: ({ id, input }: ById & { input: CycleUpdateInput }, { world, caller }) => ({
    ...succeeded(world),
    cycle: updateCycle(world, caller, find(world, caller, "Cycle", id), input),
  }),

  initiativeCreate: ({ input }: { input: InitiativeInput & { name: string } }, { world, caller }) => ({
    ...succeeded(world),
    initiative: initiatives.createInitiative(world, caller, input),
  }),
  initiativeUpdate: ({ id, input }: ById & { input: InitiativeInput }, { world, caller }) => ({
    ...succeeded(world),
    initiative: initiatives.updateInitiative(world, caller, find(world, caller, "Initiative", id), input),
  }),
  initiativeArchive: ({ id }: ById, { world, caller }) => {
    const entity = find(world, caller, "Initiative", id);
    if (entity.archivedAt === null) amend(world, caller, entity, { archivedAt: world.agenda.iso() });
    return { ...succeeded(world), entity };
  },
  initiativeUnarchive: ({ id }: ById, { world, caller }) => {
    const entity = find(world, caller, "Initiative", id);
    amend(world, caller, entity, { archivedAt: null, trashed: null });
    return { ...succeeded(world), entity };
  },
  initiativeDelete: ({ id }: ById, { world, caller }) => {
    initiatives.deleteInitiative(world, caller, find(world, caller, "Initiative", id));
    return { ...succeeded(world), entityId: id };
  },
  initiativeToProjectCreate: (
    { input }: { input: { id?: string; initiativeId: string; projectId: string } },
    { world, caller },
  ) => ({ ...succeeded(world), initiativeToProject: initiatives.linkProject(world, caller, input) }),
  initiativeToProjectDelete: ({ id }: ById, { world, caller }) => {
    drop(world, caller, "InitiativeToProject", find(world, caller, "InitiativeToProject", id));
    return { ...succeeded(world), entityId: id };
  },
  initiativeRelationCreate: (
    { input }: { input: { id?: string; initiativeId: string; relatedInitiativeId: string } },
    { world, caller },
  ) => ({ ...succeeded(world), initiativeRelation: initiatives.nestInitiative(world, caller, input) }),
  initiativeRelationDelete: ({ id }: ById, { world, caller }) => {
    drop(world, caller, "InitiativeRelation", find(world, caller, "InitiativeRelation", id));
    return { ...succeeded(world), entityId: id };
  },
  initiativeUpdateCreate: (
    { input }: { input: ReportInput & { initiativeId: string } },
    { world, caller },
  ) => ({
    ...succeeded(world),
    initiativeUpdate: initiatives.createInitiativeUpdate(world, caller, input),
  }),
  initiativeUpdateUpdate: ({ id, input }: ById & { input: ReportInput }, { world, caller }) => ({
    ...succeeded(world),
    initiativeUpdate: initiatives.updateInitiativeUpdate(
      world,
      caller,
      find(world, caller, "InitiativeUpdate", id),
      input,
    ),
  }),
};
