import type { KeyboardEvent } from "react";

/** Where the table's focus is: an issue, so that it keeps the focus when rows move, and a column. */
export interface Active {
  readonly id: string;
  readonly column: number;
}

interface Table {
  readonly ids: readonly string[];
  readonly columns: number;
  /** Rows of a screenful. */
  readonly page: number;
}

/** Where a key leads from here, as the grid pattern of the ARIA practices has it; null when it leads nowhere. */
export function whereTo(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey">,
  from: Active,
  { ids, columns, page }: Table,
): Active | null {
  const at = Math.max(0, ids.indexOf(from.id));
  const row = (position: number): Active | null => {
    const id = ids[Math.min(ids.length - 1, Math.max(0, position))];
    return id === undefined ? null : { id, column: from.column };
  };
  const column = (position: number): Active => ({
    id: from.id,
    column: Math.min(columns - 1, Math.max(0, position)),
  });
  const isFar = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case "ArrowDown":
      return row(isFar ? ids.length - 1 : at + 1);
    case "ArrowUp":
      return row(isFar ? 0 : at - 1);
    case "ArrowLeft":
      return column(isFar ? 0 : from.column - 1);
    case "ArrowRight":
      return column(isFar ? columns - 1 : from.column + 1);
    case "PageDown":
      return row(at + page);
    case "PageUp":
      return row(at - page);
    case "Home":
      return isFar ? { id: ids[0] ?? from.id, column: 0 } : column(0);
    case "End":
      return isFar ? { id: ids.at(-1) ?? from.id, column: columns - 1 } : column(columns - 1);
    default:
      return null;
  }
}

/** A key that types something, and so begins an edit. */
export function typesText({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
}
