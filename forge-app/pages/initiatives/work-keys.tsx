import type { WorkView } from "#shared/contract/initiatives/words.ts";
import { useBackend } from "../backend.ts";

/** The key or keys of a piece of work, each leading to its tracker; a mirrored pair shows both. */
export function WorkKeys({ work }: { work: Pick<WorkView, "jira" | "linear"> }) {
  const { place } = useBackend();
  const { jira, linear } = work;
  return (
    <span className="work-keys">
      {jira === null ? null : (
        <a
          href={jira.url ?? `/browse/${jira.key}`}
          target="_blank"
          rel="noreferrer"
          onClick={(event) => {
            if (place.kind === "outside") return;
            event.preventDefault();
            place.jira.open(jira.key);
          }}
        >
          {jira.key}
        </a>
      )}
      {linear === null ? null : linear.url === null ? (
        <span className="linear-key">{linear.key}</span>
      ) : (
        <a className="linear-key" href={linear.url} target="_blank" rel="noreferrer">
          {linear.key}
        </a>
      )}
    </span>
  );
}
