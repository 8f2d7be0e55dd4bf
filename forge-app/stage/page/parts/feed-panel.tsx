import { FIELD_NAMES, TRACKER_NAMES } from "#forge/ui/words.ts";
import type { TrackerSide } from "#shared/contract/words.ts";
import type { FeedEntry } from "../../views.ts";
import { idOf } from "../state/use-live.ts";
import { TrackerMark } from "./tracker-mark.tsx";

const SHOWN = 40;

/** Who changed what on which side, newest first; the chosen pair's lines stand out. */
export function FeedPanel({
  entries,
  keys,
}: {
  entries: readonly FeedEntry[];
  keys: Readonly<Record<TrackerSide, string | null>>;
}) {
  const newest = entries.slice(-SHOWN).reverse();
  return (
    <section className="panel feed-panel" aria-label="What just happened">
      <div className="panel-head">
        <h2>What just happened</h2>
      </div>
      {newest.length === 0 ? (
        <p className="muted empty">Nothing yet: edit an issue on either side.</p>
      ) : (
        <ol className="feed" tabIndex={0} aria-label="Changes, newest first">
          {newest.map((entry) => (
            <li key={idOf(entry)} className={entry.key === keys[entry.side] ? "mine" : undefined}>
              <TrackerMark side={entry.side} />
              <FeedLine entry={entry} />
              <time dateTime={new Date(entry.at).toISOString()}>{clock(entry.at)}</time>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function FeedLine({ entry }: { entry: FeedEntry }) {
  const { what, actor, key, side } = entry;
  const mirror = actor.kind === "app";
  if (what.kind === "event") {
    const object = what.count > 1 ? `${what.count.toLocaleString("en")} issues, last ${key}` : key;
    return (
      <span className={mirror ? "by-mirror" : undefined}>
        <strong>{actor.name}</strong> {what.event} {object}
        {mirror && what.event === "created" ? ` in ${TRACKER_NAMES[side]}` : ""}
      </span>
    );
  }
  return (
    <span className={mirror ? "by-mirror" : undefined}>
      <strong>{actor.name}</strong> {mirror ? "carried over" : "changed"} {FIELD_NAMES[what.field]} of {key}
      <ChangedValue what={what} />
    </span>
  );
}

/** Both values where they fit on a line, else what it is now. */
function ChangedValue({ what }: { what: Extract<FeedEntry["what"], { kind: "field" }> }) {
  const [from, to] = [what.from === "" ? "none" : what.from, what.to === "" ? "none" : what.to];
  if (what.field === "description") return null;
  return (
    <span className="change">
      {from.length + to.length < 28 ? <del>{from}</del> : null} <ins>{to}</ins>
    </span>
  );
}

const clock = (at: number): string =>
  new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
