import type { AnyRecord } from "./records.ts";
import { organizationOf } from "./world.ts";
import type { World } from "./world.ts";

/** Where a person opens a record in Linear; loud for what has no page of its own. */
export function urlOf(world: World, record: AnyRecord): string {
  const base = `https://linear.app/${organizationOf(world).urlKey}`;
  switch (record.__typename) {
    case "Issue":
      return `${base}/issue/${record.identifier}/${slug(record.title)}`;
    case "User":
      return `${base}/profiles/${record.displayName}`;
    case "Project":
      return `${base}/project/${slug(record.name)}-${record.slugId}`;
    case "Initiative":
      return `${base}/initiative/${slug(record.name)}-${record.slugId}`;
    case "Comment": {
      const { state } = world;
      const place =
        state.get("Issue", record.issueId) ??
        state.get("ProjectUpdate", record.projectUpdateId) ??
        state.get("InitiativeUpdate", record.initiativeUpdateId) ??
        state.get("Project", record.projectId) ??
        state.get("Initiative", record.initiativeId);
      return `${place ? urlOf(world, place) : base}#comment-${record.id.slice(0, 8)}`;
    }
    case "ProjectUpdate": {
      const project = world.state.get("Project", record.projectId);
      return `${project ? urlOf(world, project) : base}/updates#project-update-${record.slugId}`;
    }
    case "InitiativeUpdate": {
      const initiative = world.state.get("Initiative", record.initiativeId);
      return `${initiative ? urlOf(world, initiative) : base}/updates#initiative-update-${record.slugId}`;
    }
    default:
      throw new Error(`The twin makes no URL for a ${record.__typename}`);
  }
}

/** A title as it stands in addresses and branch names. */
export function slug(text: string): string {
  return (
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 60) || "untitled"
  );
}
