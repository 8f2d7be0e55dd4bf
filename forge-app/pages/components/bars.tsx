import Skeleton from "@atlaskit/skeleton";

/** The outline of lines that are on their way. */
export function Bars({ count, height = 32 }: { count: number; height?: number }) {
  return Array.from({ length: count }, (_, line) => (
    <Skeleton key={line} width="100%" height={`${height}px`} isShimmering />
  ));
}
