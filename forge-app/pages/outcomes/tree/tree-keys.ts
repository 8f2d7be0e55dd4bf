import type { TreeRow } from "./tree-rows.ts";

/** What a key does on a row of the tree, as the WAI-ARIA pattern of a tree says. */
type TreeMove =
  | { readonly kind: "focus"; readonly id: string }
  | { readonly kind: "expand"; readonly ids: readonly string[] }
  | { readonly kind: "collapse"; readonly id: string };

/** Null for a key that the tree leaves alone. A letter leads to the next title that begins with it. */
export function moveOf(rows: readonly TreeRow[], at: number, key: string): TreeMove | null {
  const row = rows[at];
  if (row === undefined) return null;
  const focus = (index: number): TreeMove | null => {
    const found = rows[index];
    return found === undefined || index === at ? null : { kind: "focus", id: found.item.id };
  };
  switch (key) {
    case "ArrowDown":
      return focus(at + 1);
    case "ArrowUp":
      return focus(at - 1);
    case "Home":
      return focus(0);
    case "End":
      return focus(rows.length - 1);
    case "ArrowRight":
      if (row.isExpanded === null) return null;
      return row.isExpanded ? focus(at + 1) : { kind: "expand", ids: [row.item.id] };
    case "ArrowLeft":
      if (row.isExpanded === true) return { kind: "collapse", id: row.item.id };
      return row.parent === null ? null : { kind: "focus", id: row.parent };
    case "*": {
      const ids = rows.filter(({ parent }) => parent === row.parent).map(({ item }) => item.id);
      return { kind: "expand", ids };
    }
    default:
      return typed(rows, at, key);
  }
}

function typed(rows: readonly TreeRow[], at: number, key: string): TreeMove | null {
  if (key.length !== 1 || key.trim() === "") return null;
  const letter = key.toLowerCase();
  const inTurn = [...rows.slice(at + 1), ...rows.slice(0, at)];
  const found = inTurn.find(({ item }) => item.title.toLowerCase().startsWith(letter));
  return found === undefined ? null : { kind: "focus", id: found.item.id };
}
