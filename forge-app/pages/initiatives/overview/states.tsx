import Button from "@atlaskit/button/default/button";
import EmptyState from "@atlaskit/empty-state";
import Skeleton from "@atlaskit/skeleton";

/** As high as what comes, so that nothing jumps. */
export function LoadingOverview() {
  return (
    <div className="loading" aria-busy="true" aria-label="Asking Throughline for the initiatives">
      <Skeleton width="180px" height="32px" isShimmering />
      <Skeleton width="320px" height="20px" isShimmering />
      <Skeleton width="100%" height="32px" isShimmering />
      <Skeleton width="100%" height="40px" isShimmering />
      {Array.from({ length: 5 }, (_, line) => (
        <Skeleton key={line} width="100%" height="64px" isShimmering />
      ))}
    </div>
  );
}

export function NoInitiatives({ onCreate }: { onCreate: () => void }) {
  return (
    <EmptyState
      header="No initiative yet"
      headingLevel={1}
      description="An initiative gathers issues of Jira and Linear under one goal: an epic, a project, a label or a query. Throughline then tells how far it is, when it will be done, and whether its outcome moves."
      primaryAction={
        <Button appearance="primary" onClick={onCreate}>
          Create the first initiative
        </Button>
      }
    />
  );
}
