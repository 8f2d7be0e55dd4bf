import AtlaskitSkeleton from "@atlaskit/skeleton";
import { token } from "@atlaskit/tokens";

/** Holds the place of what is being loaded, so that nothing jumps when it comes. */
export function Skeleton({ lines }: { lines: number }) {
  return (
    <div className="skeleton" aria-busy="true" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        <AtlaskitSkeleton
          key={line}
          width={line % 3 === 2 ? "60%" : "100%"}
          height={18}
          borderRadius={token("radius.small")}
        />
      ))}
    </div>
  );
}
