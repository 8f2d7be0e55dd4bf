import Button from "@atlaskit/button/default/button";
import EmptyState from "@atlaskit/empty-state";
import Skeleton from "@atlaskit/skeleton";

/** As high as what comes, so that nothing jumps. */
export function LoadingInitiative() {
  return (
    <div className="loading" aria-busy="true" aria-label="Asking Throughline for the initiative">
      <Skeleton width="120px" height="20px" isShimmering />
      <Skeleton width="360px" height="36px" isShimmering />
      <Skeleton width="70%" height="24px" isShimmering />
      <div className="two">
        <Skeleton width="100%" height="180px" isShimmering />
        <Skeleton width="100%" height="180px" isShimmering />
      </div>
      <Skeleton width="100%" height="380px" isShimmering />
      <Skeleton width="100%" height="240px" isShimmering />
    </div>
  );
}

/** The service knows none by that name: an old link, or somebody removed it. */
export function UnknownInitiative({ message, onBack }: { message: string; onBack: () => void }) {
  return (
    <EmptyState
      header="This initiative is not here"
      headingLevel={1}
      description={message}
      primaryAction={
        <Button appearance="primary" onClick={onBack}>
          All initiatives
        </Button>
      }
    />
  );
}
