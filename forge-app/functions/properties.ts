import { PROPERTIES_PATH, propertiesAnswerSchema } from "#shared/contract/scoring/properties.ts";
import type { PropertyToWrite } from "#shared/contract/scoring/writes.ts";
import { writeScoreProperty } from "./jira.ts";
import { askService } from "./service.ts";

const AT_ONCE = 10;
/** What one invocation writes at most; the scheduled trigger goes on with the rest. */
const AN_INVOCATION = 200;

/** Writes accepted scores to their issues and tells the service; what Jira refuses stays due. */
export async function writeProperties(properties: readonly PropertyToWrite[]): Promise<void> {
  const written: Pick<PropertyToWrite, "issue" | "hash">[] = [];
  const now = properties.slice(0, AN_INVOCATION);
  for (let from = 0; from < now.length; from += AT_ONCE) {
    const some = now.slice(from, from + AT_ONCE);
    const outcomes = await Promise.all(
      some.map(({ issue, property }) => writeScoreProperty(issue.id, property)),
    );
    written.push(...some.filter((_, at) => outcomes[at]).map(({ issue, hash }) => ({ issue, hash })));
  }
  if (written.length > 0) await askService(PROPERTIES_PATH, { written, limit: 0 }, propertiesAnswerSchema);
}

/** What is due although nobody has just written: an invocation that was cut short, changed settings. */
export async function writeDueProperties(): Promise<void> {
  const reply = await askService(
    PROPERTIES_PATH,
    { written: [], limit: AN_INVOCATION },
    propertiesAnswerSchema,
  );
  if (reply.kind === "answer") await writeProperties(reply.answer.due);
}
