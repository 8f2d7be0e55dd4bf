import type { ScoreProperty } from "#shared/contract/score-property.ts";
import type { PropertyToWrite } from "#shared/contract/scoring/writes.ts";
import type { JiraIssue } from "#shared/contract/scoring/words.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { fingerprintOf } from "#sync/model/fingerprint.ts";
import { settingsOf } from "./evaluate.ts";
import type { RecordStore } from "#sync/store/record.ts";
import type { Ledger } from "./ledger.ts";
import { KINDS } from "./records.ts";

const NONE = "none";

/** Names a property's content; the same for the same content. */
export const hashOf = (property: ScoreProperty | null): string =>
  property === null ? NONE : fingerprintOf(property);

/**
 * What the issue property says by what was accepted: the primary framework's stated score and the outcomes. Null
 * without a finished score. What evidence supports changes with time alone, so it stands on no issue.
 */
export function propertyOf(ledger: Ledger, issue: string): ScoreProperty | null {
  const { settings } = ledger;
  const score = ledger.scoreOf(issue, settings.primary);
  const inputs = score?.body.inputs;
  if (!score || !inputs) return null;
  const result = frameworkById(settings.primary).score(inputs, settingsOf(settings, settings.primary));
  if (!result.ok) return null;
  const served = ledger.outcomes.get(issue);
  return {
    version: 1,
    framework: settings.primary,
    inputs,
    value: result.score.value,
    outcomes: served?.body.outcomes.map(({ id }) => id) ?? [],
    revision: score.revision + (served?.revision ?? 0),
    changedAt: new Date(Math.max(score.at, served?.at ?? 0)).toISOString(),
  };
}

/** What the app is to write to this issue; undefined when it has written that. */
export function propertyDue(ledger: Ledger, issue: JiraIssue): PropertyToWrite | undefined {
  const property = propertyOf(ledger, issue.id);
  const hash = hashOf(property);
  return hash === (ledger.written.get(issue.id) ?? NONE) ? undefined : { issue, property, hash };
}

/** Every property that waits to be written. */
export function propertiesDue(ledger: Ledger): PropertyToWrite[] {
  const due: PropertyToWrite[] = [];
  for (const [id, scores] of ledger.scores) {
    const [first] = scores.values();
    const one = first && propertyDue(ledger, { id, key: first.body.issue.key });
    if (one) due.push(one);
  }
  return due;
}

/**
 * Whether somebody changed the property by hand. While the app has still to write it, an older one proves
 * nothing; once it was written, what disagrees is somebody else's.
 */
export function changedOutside(
  ledger: Ledger,
  issue: JiraIssue,
  found: unknown,
  at: number,
): { found: string | null; at: number; sentence: string } | null {
  if (propertyDue(ledger, issue)) return null;
  const accepted = propertyOf(ledger, issue.id);
  const isThere = found !== undefined && found !== null;
  if (fingerprintOf(isThere ? found : null) === fingerprintOf(accepted)) return null;
  const sentence =
    accepted === null
      ? `The score on ${issue.key} was written by hand; nobody gave it here, so it counts for nothing.`
      : isThere
        ? `The score on ${issue.key} was changed by hand; the accepted one stands.`
        : `The score on ${issue.key} was removed by hand; the accepted one stands.`;
  return { found: isThere ? JSON.stringify(found) : null, at, sentence };
}

/** Remembers what the app wrote, so that it is due no more. */
export async function propertiesWritten(
  records: RecordStore,
  written: readonly { issue: JiraIssue; hash: string }[],
  who: string,
  at: number,
): Promise<void> {
  for (const { issue, hash } of written) {
    await records.append({ kind: KINDS.property, id: issue.id, body: { hash }, who, why: null, at });
  }
}
