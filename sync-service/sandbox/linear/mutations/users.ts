import { add } from "../writes.ts";
import type { User } from "../records.ts";
import { invalid } from "../refusals.ts";
import type { Caller } from "../caller.ts";
import type { World } from "../world.ts";
import { stamp } from "./inputs.ts";

interface UserInput {
  id?: string | undefined;
  email: string;
  name: string;
  displayName?: string | undefined;
  active?: boolean | undefined;
  admin?: boolean | undefined;
  guest?: boolean | undefined;
  app?: boolean | undefined;
  timezone?: string | undefined;
}

/** Somebody who joins the workspace; there is no such mutation, people come by invitation. */
export function addUser(world: World, caller: Caller, input: UserInput): User {
  if (world.state.where("User", "email", input.email).length > 0) {
    throw invalid(`A user with the e-mail ${input.email} already exists`);
  }
  return add(world, caller, "User", newUser(world, input));
}

export function newUser(world: World, input: UserInput): User {
  return {
    ...stamp(world, "User", { id: input.id }),
    email: input.email,
    name: input.name,
    displayName: input.displayName ?? input.email.replace(/@.*/, ""),
    active: input.active ?? true,
    admin: input.admin ?? false,
    guest: input.guest ?? false,
    app: input.app ?? false,
    timezone: input.timezone ?? "Etc/UTC",
    avatarUrl: null,
  };
}
