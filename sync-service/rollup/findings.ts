import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import { datesOf } from "./dates.ts";
import { healthView, type HealthView } from "./health-view.ts";
import type { Sight } from "./sight.ts";

/** What several parts of an answer rest on, worked out once. */
export interface Findings {
  readonly health: HealthView;
  readonly dates: InitiativePage["dates"];
}

export const findingsOf = (sight: Sight): Findings => ({ health: healthView(sight), dates: datesOf(sight) });
