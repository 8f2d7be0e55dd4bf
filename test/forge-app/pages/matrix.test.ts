import { describe, expect, it } from "vitest";
import { standingsOf } from "#forge/pages/backlog/standings.ts";
import { along, matrixOf, ticks } from "#forge/pages/backlog/views/matrix-points.ts";
import { defaultScoringSettings } from "#shared/contract/scoring/settings.ts";
import { row, scored } from "./example-backlog.ts";

const settings = defaultScoringSettings;
const standings = (rows: Parameters<typeof standingsOf>[0], framework: "rice" | "moscow" = "rice") => [
  ...standingsOf(rows, framework, settings).of.values(),
];

describe("the matrix", () => {
  it("sets what an issue brings against what it takes; confidence is the width of the bars", () => {
    const sure = scored(1, 100);
    const unsure = scored(2, 100, { inputs: { reach: 100, impact: 1, confidence: 50, effort: 1 } });
    const matrix = matrixOf(standings([sure, unsure]), "rice", settings);
    expect(matrix?.value.label).toBe("Reach × impact");
    expect(matrix?.effort.label).toBe("Effort (person-months)");
    expect(matrix?.points.map(({ effort }) => effort)).toEqual([
      { low: 0.9, stated: 1, high: 1.1 },
      { low: 0.5, stated: 1, high: 1.5 },
    ]);
    expect(matrix?.points.map(({ value }) => value.stated)).toEqual([100, 100]);
    const widths = matrix?.points.map(({ value }) => value.high - value.low) ?? [];
    expect(widths[1]).toBeGreaterThan(widths[0] ?? Infinity);
  });

  it("is none where the framework has no effort", () => {
    expect(
      matrixOf(standings([row(1, { inputs: { category: "must" } })], "moscow"), "moscow", settings),
    ).toBeNull();
  });

  it("goes by orders of magnitude where values lie that far apart, and keeps all within", () => {
    const matrix = matrixOf(standings([scored(1, 10), scored(2, 50_000)]), "rice", settings);
    expect(matrix?.value.isLogarithmic).toBe(true);
    for (const { value } of matrix?.points ?? []) {
      for (const amount of [value.low, value.stated, value.high]) {
        const place = matrix === null ? -1 : along(matrix.value, amount);
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(1);
      }
    }
    expect(matrix === null ? [] : ticks(matrix.value)).toContain(1000);
  });
});
