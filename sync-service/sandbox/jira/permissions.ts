import { refuse } from "./errors.ts";
import type { Account, Project } from "./model.ts";

export const PROJECT_PERMISSIONS = [
  "BROWSE_PROJECTS",
  "CREATE_ISSUES",
  "EDIT_ISSUES",
  "TRANSITION_ISSUES",
  "DELETE_ISSUES",
  "ASSIGN_ISSUES",
  "ASSIGNABLE_USER",
  "MODIFY_REPORTER",
  "ADD_COMMENTS",
  "EDIT_ALL_COMMENTS",
  "DELETE_ALL_COMMENTS",
  "CREATE_ATTACHMENTS",
  "LINK_ISSUES",
  "MOVE_ISSUES",
  "ADMINISTER_PROJECTS",
] as const;
export const GLOBAL_PERMISSIONS = ["BULK_CHANGE", "ADMINISTER"] as const;

export type ProjectPermission = (typeof PROJECT_PERMISSIONS)[number];
type GlobalPermission = (typeof GLOBAL_PERMISSIONS)[number];
type Permission = ProjectPermission | GlobalPermission;

/** Who may do what. Everything is granted until it is revoked, for one project or for all of them. */
export class Permissions {
  readonly #revoked = new Set<string>();

  set(accountId: string, projectId: string | null, permission: Permission, granted: boolean): void {
    const name = `${accountId} ${projectId ?? "*"} ${permission}`;
    if (granted) this.#revoked.delete(name);
    else this.#revoked.add(name);
  }

  has(account: Account, permission: ProjectPermission, project: Project): boolean {
    return (
      !this.#revoked.has(`${account.accountId} * ${permission}`) &&
      !this.#revoked.has(`${account.accountId} ${project.id} ${permission}`)
    );
  }

  hasGlobal(account: Account, permission: GlobalPermission): boolean {
    return !this.#revoked.has(`${account.accountId} * ${permission}`);
  }

  browses(account: Account, project: Project): boolean {
    return this.has(account, "BROWSE_PROJECTS", project);
  }

  need(account: Account, permission: ProjectPermission, project: Project, message: string): void {
    if (!this.has(account, permission, project)) throw refuse(403, message);
  }
}
