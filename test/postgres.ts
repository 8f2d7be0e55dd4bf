import { inject } from "vitest";

/** The address of a fresh, empty PostgreSQL database; it goes when the run ends. */
export async function testDatabaseUrl(): Promise<string> {
  const response = await fetch(inject("postgres"), { method: "POST" });
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return answer;
}
