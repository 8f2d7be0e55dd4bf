import { fingerprintOf } from "#sync/model/fingerprint.ts";
import type { FieldName, Side } from "#sync/model/issue.ts";
import type { MappedBy } from "#sync/model/link.ts";
import type { Mirror } from "#sync/model/mapping.ts";

/** The tables that say what a field's values are on the other side; one that serves both ways stands in both. */
const MAPS: Partial<Record<FieldName, (mirror: Mirror) => { toLinear: unknown; toJira: unknown }>> = {
  status: ({ status }) => status,
  priority: ({ priority }) => priority,
  labels: ({ labels }) => labels,
  assignee: ({ people }) => ({ toLinear: people, toJira: people }),
  type: ({ types }) => ({ toLinear: types, toJira: types }),
  relations: ({ relations }) => ({ toLinear: relations, toJira: relations }),
  components: ({ components }) => ({ toLinear: components, toJira: components }),
  custom: ({ customFields }) => ({ toLinear: customFields, toJira: customFields }),
};

/** Names the maps of a mirror, so that a pair that was written under another map is recognised. */
export function mapsOf(mirror: Mirror): MappedBy {
  return Object.fromEntries(
    Object.entries(MAPS).map(([field, map]) => {
      const { toLinear, toJira } = map(mirror);
      return [field, `${fingerprintOf(toLinear)} ${fingerprintOf(toJira)}`];
    }),
  );
}

/**
 * Whose values a changed map gives reason to carry over anew: the side that the changed table starts from,
 * "both" where both changed, undefined where the link's values are in line with the map.
 */
export function remappedFrom(
  mirror: Mirror,
  mappedBy: MappedBy,
  field: FieldName,
): Side | "both" | undefined {
  const [before, now] = [mappedBy[field]?.split(" "), mapsOf(mirror)[field]?.split(" ")];
  if (!before || !now) return undefined;
  const [toLinear, toJira] = [before[0] !== now[0], before[1] !== now[1]];
  if (toLinear && toJira) return "both";
  return toLinear ? "jira" : toJira ? "linear" : undefined;
}
