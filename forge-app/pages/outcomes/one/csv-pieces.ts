import { CSV_CHARACTERS } from "#shared/contract/outcomes/outcome.ts";

/**
 * A CSV file in pieces that each begin with its header and fit into a request. Cut between lines; a quoted cell
 * with a line break in it stays whole, because a piece ends only where quotes are closed.
 */
export function csvPieces(text: string, most: number = CSV_CHARACTERS): readonly string[] {
  if (text.length <= most) return [text];
  const lines = text.split(/(?<=\n)/);
  const header = lines[0] ?? "";
  const pieces: string[] = [];
  let piece = header;
  let row = "";
  for (const line of lines.slice(1)) {
    row += line;
    if (hasOpenQuote(row)) continue;
    if (piece !== header && piece.length + row.length > most) {
      pieces.push(piece);
      piece = header;
    }
    piece += row;
    row = "";
  }
  return [...pieces, piece + row];
}

const hasOpenQuote = (row: string): boolean => (row.match(/"/g)?.length ?? 0) % 2 === 1;
