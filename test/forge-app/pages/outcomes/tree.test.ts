import { describe, expect, it } from "vitest";
import { kindBelow, rowsOf } from "#forge/pages/outcomes/tree/tree-rows.ts";
import { moveOf } from "#forge/pages/outcomes/tree/tree-keys.ts";
import { head, node, objective, tree } from "./example-outcomes.ts";

const grown = tree({
  objectives: [objective("buying")],
  outcomes: [
    head("checkout", { title: "Checkout", objectiveId: "buying" }),
    head("guests", { title: "Guests", parentId: "checkout" }),
    head("old", { title: "Old", isClosed: true }),
  ],
  nodes: [
    node("need", "opportunity", "checkout"),
    node("button", "solution", "need"),
    node("door", "experiment", "button"),
    node("gone", "opportunity", "old"),
    node("lost", "solution", "gone"),
  ],
});
const idsOf = (collapsed: readonly string[] = [], showsClosed = false) =>
  rowsOf(grown, new Set(collapsed), showsClosed).map(({ item }) => item.id);

describe("the tree of outcomes", () => {
  it("sets key results below their objective, and each kind below its own", () => {
    expect(
      rowsOf(grown, new Set(), false).map(({ item, level, place, siblings }) => [
        item.id,
        level,
        place,
        siblings,
      ]),
    ).toEqual([
      ["buying", 1, 1, 1],
      ["checkout", 2, 1, 1],
      ["guests", 3, 1, 2],
      ["need", 3, 2, 2],
      ["button", 4, 1, 1],
      ["door", 5, 1, 1],
    ]);
  });

  it("hides what stands below a collapsed row, and below a closed outcome", () => {
    expect(idsOf(["need"])).toEqual(["buying", "checkout", "guests", "need"]);
    expect(idsOf([], true)).toEqual([
      "buying",
      "checkout",
      "guests",
      "need",
      "button",
      "door",
      "old",
      "gone",
      "lost",
    ]);
  });

  it("shows each of a ring once, and what lost its parent as a root", () => {
    const rows = rowsOf(
      tree({
        outcomes: [head("a", { parentId: "b" }), head("b", { parentId: "a" }), head("c", { parentId: "x" })],
      }),
      new Set(),
      false,
    );
    expect(rows.map(({ item, level }) => [item.id, level])).toEqual([["c", 1]]);
  });

  it("says which rows can be opened", () => {
    const expanded = rowsOf(grown, new Set(["need"]), false).map(({ item, isExpanded }) => [
      item.id,
      isExpanded,
    ]);
    expect(expanded).toContainEqual(["need", false]);
    expect(expanded).toContainEqual(["checkout", true]);
    expect(expanded).toContainEqual(["guests", null]);
  });

  it("adds the next kind below each kind, and nothing below an experiment", () => {
    expect(kindBelow("objective")).toBe("outcome");
    expect(kindBelow("solution")).toBe("experiment");
    expect(kindBelow("experiment")).toBeNull();
  });
});

describe("the keys of the tree", () => {
  const rows = rowsOf(grown, new Set(["need"]), false);
  const at = (id: string) => rows.findIndex(({ item }) => item.id === id);
  it("go through the rows that are seen, and stop at both ends", () => {
    expect(moveOf(rows, at("checkout"), "ArrowDown")).toEqual({ kind: "focus", id: "guests" });
    expect(moveOf(rows, at("buying"), "ArrowUp")).toBeNull();
    expect(moveOf(rows, 0, "End")).toEqual({ kind: "focus", id: "need" });
    expect(moveOf(rows, at("need"), "ArrowDown")).toBeNull();
  });

  it("open a row before they go into it, and close it before they leave it", () => {
    expect(moveOf(rows, at("need"), "ArrowRight")).toEqual({ kind: "expand", ids: ["need"] });
    expect(moveOf(rows, at("checkout"), "ArrowRight")).toEqual({ kind: "focus", id: "guests" });
    expect(moveOf(rows, at("checkout"), "ArrowLeft")).toEqual({ kind: "collapse", id: "checkout" });
    expect(moveOf(rows, at("guests"), "ArrowLeft")).toEqual({ kind: "focus", id: "checkout" });
    expect(moveOf(rows, at("guests"), "ArrowRight")).toBeNull();
  });

  it("open all siblings at once with a star, and find a title by its letter", () => {
    expect(moveOf(rows, at("guests"), "*")).toEqual({ kind: "expand", ids: ["guests", "need"] });
    expect(moveOf(rows, 0, "g")).toEqual({ kind: "focus", id: "guests" });
    expect(moveOf(rows, at("guests"), "G")).toBeNull();
    expect(moveOf(rows, 0, "Tab")).toBeNull();
  });
});
