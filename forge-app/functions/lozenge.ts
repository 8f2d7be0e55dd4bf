import { z } from "zod";
import { frameworkIdSchema } from "#shared/contract/scoring/words.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { readScoreProperty } from "./jira.ts";

const payloadSchema = z.object({
  extension: z.object({ issue: z.object({ id: z.union([z.string(), z.number()]).transform(String) }) }),
});

interface Status {
  status: { type: "lozenge"; value: { label: string; type: "default" | "new" } };
}

/**
 * What Jira shows beside the collapsed panel's name: the score that stands on the issue. Never a rank, which
 * would change without the issue. It asks Jira alone, so it is there when the service is not.
 */
export async function issueStatus(payload: unknown): Promise<Status> {
  const property = await readScoreProperty(payloadSchema.parse(payload).extension.issue.id);
  const framework = frameworkIdSchema.safeParse(property?.framework);
  if (property === null || !framework.success) return lozenge("Not scored", "default");
  const { name, score } = frameworkById(framework.data);
  const result = score(property.inputs);
  const category = result.ok ? result.score.category : undefined;
  return lozenge(`${name} ${category ?? amount(property.value)}`, "new");
}

const lozenge = (label: string, type: Status["status"]["value"]["type"]): Status => ({
  status: { type: "lozenge", value: { label, type } },
});

function amount(value: number): string {
  return new Intl.NumberFormat("en", { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 0 }).format(value);
}
