import type { outcomesOperations } from "#shared/contract/outcomes/operations.ts";
import type { Worth } from "../views/worth.ts";
import type { Handlers } from "./handlers.ts";

export const outcomesHandlers = (worth: Worth): Handlers<typeof outcomesOperations> => ({
  "outcomes.list": async () => ({ outcomes: await worth.outcomes() }),
});
