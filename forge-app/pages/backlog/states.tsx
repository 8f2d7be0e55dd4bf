import Button from "@atlaskit/button/default/button";
import EmptyState from "@atlaskit/empty-state";
import SectionMessage from "@atlaskit/section-message";
import Skeleton from "@atlaskit/skeleton";

/** What stands in the backlog's place while there is none. */

/** As high as what comes, so that nothing jumps. */
export function Loading() {
  return (
    <div className="loading" aria-busy="true" aria-label="Asking Throughline for the backlog">
      <Skeleton width="220px" height="28px" isShimmering />
      <Skeleton width="100%" height="32px" isShimmering />
      {Array.from({ length: 12 }, (_, line) => (
        <Skeleton key={line} width="100%" height="32px" isShimmering />
      ))}
    </div>
  );
}

export function NoIssues({ project }: { project: string }) {
  return (
    <EmptyState
      header="No open issues here"
      headingLevel={2}
      description={`Throughline knows no open issue of ${project}. An issue comes here when a mirror holds the project and the issue is not done; the settings say which projects are mirrored.`}
    />
  );
}

/** The table stays: an unscored backlog is where scoring begins. */
export function NoneScored({ first, onImport }: { first: string; onImport: (() => void) | null }) {
  return (
    <SectionMessage appearance="information" title="Nothing is scored yet">
      <p>
        Choose a cell under {first}, press Enter and give the first number; the issue gets its rank as soon as
        all inputs are there. Scores that live in a spreadsheet or in a number field of Jira can be imported.
      </p>
      {onImport === null ? null : (
        <div className="message-actions">
          <Button onClick={onImport}>Import scores</Button>
        </div>
      )}
    </SectionMessage>
  );
}
