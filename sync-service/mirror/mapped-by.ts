import { fingerprintOf } from "#sync/model/fingerprint.ts";
import type { FieldName } from "#sync/model/issue.ts";
import type { MappedBy } from "#sync/model/link.ts";
import type { Mirror } from "#sync/model/mapping.ts";

/** The part of a mapping that says what a field's values are on the other side. */
const MAPS: Partial<Record<FieldName, (mirror: Mirror) => unknown>> = {
  status: ({ status }) => status,
  priority: ({ priority }) => priority,
  labels: ({ labels }) => labels,
  assignee: ({ people }) => people,
  type: ({ types }) => types,
};

/** Names the maps of a mirror, so that a pair that was written under another map is recognised. */
export function mapsOf(mirror: Mirror): MappedBy {
  return Object.fromEntries(Object.entries(MAPS).map(([field, map]) => [field, fingerprintOf(map(mirror))]));
}

/** Whether a field's map changed since the link's values were brought in line with it. */
export function isRemapped(mirror: Mirror, mappedBy: MappedBy, field: FieldName): boolean {
  const before = mappedBy[field];
  const map = MAPS[field];
  return before !== undefined && map !== undefined && before !== fingerprintOf(map(mirror));
}
