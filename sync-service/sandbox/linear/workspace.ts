import { stamp } from "./mutations/inputs.ts";
import { newUser } from "./mutations/users.ts";
import type { User } from "./records.ts";
import type { World } from "./world.ts";

const projectStatuses = [
  { name: "Backlog", type: "backlog" },
  { name: "Planned", type: "planned" },
  { name: "In Progress", type: "started" },
  { name: "Paused", type: "paused" },
  { name: "Completed", type: "completed" },
  { name: "Canceled", type: "canceled" },
] as const;

/** An empty workspace with its project statuses and one admin, the owner of the twin's own key; says nothing to any log. */
export function newWorkspace(world: World): User {
  const organization = { ...stamp(world, "Organization"), name: "Acme", urlKey: "acme" };
  world.state.insert("Organization", organization);
  for (const [position, { name, type }] of projectStatuses.entries()) {
    world.state.insert("ProjectStatus", {
      ...stamp(world, "ProjectStatus"),
      name,
      type,
      color: "#bec2c8",
      description: null,
      position,
      indefinite: type === "backlog" || type === "paused",
    });
  }
  const bot = { email: "throughline@acme.example", name: "Throughline", admin: true };
  return world.state.insert("User", newUser(world, bot));
}
