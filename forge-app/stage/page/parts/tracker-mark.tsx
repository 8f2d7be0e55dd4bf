import { TRACKER_NAMES } from "#forge/ui/words.ts";
import type { TrackerSide } from "#shared/contract/words.ts";

/** A letter in the side's colour; read as the tracker's name. */
export function TrackerMark({ side }: { side: TrackerSide }) {
  const name = TRACKER_NAMES[side];
  return (
    <span className={`mark ${side}`} role="img" aria-label={name} title={name}>
      {name[0]}
    </span>
  );
}
