import { z } from "zod";
import { reading } from "../operation.ts";
import { outcomeSummarySchema } from "../worth.ts";

/** What can be asked about outcomes. */
export const outcomesOperations = {
  "outcomes.list": reading({
    summary: "Every outcome with where its metric stands",
    request: z.object({}),
    answer: z.object({ outcomes: z.array(outcomeSummarySchema) }),
  }),
};
