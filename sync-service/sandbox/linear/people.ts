import { refusal } from "./refusals.ts";
import type { User } from "./records.ts";
import type { Caller } from "./caller.ts";
import type { World } from "./world.ts";

/** A user by id, e-mail, name or display name, as a script writes it. */
export function userBy(world: World, name: string): User {
  const users = world.state.all("User");
  const wanted = name.toLowerCase();
  const user =
    world.state.get("User", name) ??
    users.find((one) => one.email.toLowerCase() === wanted) ??
    users.find((one) => one.name.toLowerCase() === wanted || one.displayName.toLowerCase() === wanted);
  if (!user) throw refusal("user error", `Nobody in this workspace is called ${name}`);
  return user;
}

export function person(user: User): Caller {
  return { user, actor: { id: user.id, name: user.name, kind: "person" }, access: undefined };
}
