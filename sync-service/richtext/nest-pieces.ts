import { paragraph } from "./adf.ts";
import type { AdfNode } from "./adf.ts";
import type { Piece } from "./blocks.ts";

/** Puts pieces back into the containers that Markdown does not show. */
export function nestPieces(pieces: readonly Piece[], depth = 0): AdfNode[] {
  const result: AdfNode[] = [];
  for (let index = 0; index < pieces.length;) {
    const piece = pieces[index];
    const container = piece?.path[depth];
    if (piece === undefined) break;
    if (container === undefined) {
      result.push(piece.node);
      index += 1;
      continue;
    }
    let end = index + 1;
    while (pieces[end]?.path[depth] === container) end += 1;
    const within = pieces.slice(index, end);
    const content =
      container.type === "layoutSection"
        ? columns(container, within, depth + 1)
        : nestPieces(within, depth + 1);
    result.push({ ...container, content });
    index = end;
  }
  return result;
}

/** A layout keeps its columns, be they empty: Jira wants two or three. */
function columns(section: AdfNode, pieces: readonly Piece[], depth: number): AdfNode[] {
  return (section.content ?? []).flatMap((column) => {
    if (column.content === undefined || column.content.length === 0) return [column];
    const own = pieces.filter((piece) => piece.path[depth] === column);
    if (own.length > 0) return nestPieces(own, depth);
    return pieces.some((piece) => piece.node === column)
      ? [column]
      : [{ ...column, content: [paragraph([])] }];
  });
}
