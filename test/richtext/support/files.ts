import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const data = join(import.meta.dirname, "../../../../shared/data");

/** Whether the real data is at hand; it is not part of the repository. */
export const hasData = existsSync(join(data, "adf"));

/** Real documents, by file name. */
export function realDocuments(): [name: string, document: unknown][] {
  if (!hasData) return [];
  return readdirSync(join(data, "adf"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => [name, JSON.parse(readFileSync(join(data, "adf", name), "utf8")) as unknown]);
}

/** Descriptions of real issues, in wiki markup. */
export function realDescriptions(): string[] {
  if (!hasData) return [];
  return readdirSync(join(data, "jira-issues"))
    .filter((name) => name.endsWith(".csv"))
    .flatMap((name) => column(readFileSync(join(data, "jira-issues", name), "utf8"), 2).slice(1));
}

function column(csv: string, index: number): string[] {
  const values: string[] = [];
  for (const line of csv.matchAll(/(?:"(?:[^"]|"")*"|[^",\n])*(?:,(?:"(?:[^"]|"")*"|[^",\n])*)*\n/g)) {
    const fields = [...line[0].matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,\n]*)/g)].map((field) => field[1] ?? "");
    values.push((fields[index] ?? "").replace(/^"|"$/g, "").replaceAll('""', '"'));
  }
  return values;
}
