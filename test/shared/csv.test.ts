import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCsv } from "#shared/csv.ts";

function cells(text: string): readonly (readonly string[])[] {
  return parseCsv(text).rows.map((row) => [...row.cells.values()]);
}

describe("CSV", () => {
  it("reads quoted separators, quotes and line breaks, and says on which line a row starts", () => {
    const { rows } = parseCsv('Key,Title\r\nA-1,"one, ""two""\nthree"\r\n\r\nA-2,four');
    expect(rows.map(({ line }) => line)).toEqual([2, 5]);
    expect(rows[0]?.cells.get("title")).toBe('one, "two"\nthree');
  });

  it("takes the separator from the header and skips a byte order mark", () => {
    expect(cells("\uFEFFkey;title\nA-1;one, two")).toEqual([["A-1", "one, two"]]);
    expect(cells("key\ttitle\nA-1\tone; two")).toEqual([["A-1", "one; two"]]);
    expect(parseCsv("\uFEFFKey;Title").columns).toEqual(["key", "title"]);
  });

  it("fills missing cells of a short row with nothing", () => {
    expect(cells("a,b\n1")).toEqual([["1", ""]]);
    expect(parseCsv("").rows).toEqual([]);
  });

  it("reads back whatever was quoted", () => {
    const cell = fc.string().map((text) => `x${text}x`);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (table) => {
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const text = ["a,b", ...table.map(([one, two]) => `${quote(one)},${quote(two)}`)].join("\n");
        expect(cells(text)).toEqual(table);
      }),
    );
  });
});
