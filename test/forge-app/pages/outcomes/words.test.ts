import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { opportunitiesOf } from "#forge/pages/outcomes/bets/opportunities.ts";
import { standingEvidence } from "#forge/pages/outcomes/decisions/standing-evidence.ts";
import { issueQuery } from "#forge/pages/outcomes/issues/issue-query.ts";
import { csvPieces } from "#forge/pages/outcomes/one/csv-pieces.ts";
import { readingLines } from "#forge/pages/outcomes/one/reading-lines.ts";
import { outcomePath, routeOf } from "#forge/pages/outcomes/routes.ts";
import {
  changeText,
  confidenceWords,
  fromToday,
  numberIn,
  triggerWords,
  withDayWords,
  withUnit,
} from "#forge/pages/outcomes/words.ts";
import { parseReadings } from "#shared/outcomes/readings-csv.ts";
import { node } from "./example-outcomes.ts";

describe("amounts and days", () => {
  it("stand with their unit, currencies before", () => {
    expect(withUnit(57.256, "%")).toBe("57.26\u00a0%");
    expect(withUnit(12_300, "EUR")).toBe("EUR 12,300");
    expect(withUnit(4, "")).toBe("4");
    expect(changeText(4, "%")).toBe("+4\u00a0points");
    expect(changeText(-1.5, "minutes")).toBe("−1.5\u00a0minutes");
  });

  it("are read as people type them, and nothing else is", () => {
    expect(numberIn("12,5")).toBe(12.5);
    expect(numberIn(" 1 200 ")).toBe(1200);
    expect(numberIn("−3")).toBe(-3);
    for (const text of ["", "many", "1,2,3", "12 %", "--1"]) expect(numberIn(text)).toBeNull();
  });

  it("are told from today", () => {
    expect(fromToday("2026-11-29", "2026-11-29")).toBe("today");
    expect(fromToday("2026-11-28", "2026-11-29")).toBe("yesterday");
    expect(fromToday("2026-12-09", "2026-11-29")).toBe("in 10 days");
    expect(withDayWords("It crossed 60 on 2026-12-01.")).toBe("It crossed 60 on Dec 1, 2026.");
  });

  it("say what would reopen a decision", () => {
    const metricOf = () => ({ name: "Checkout completion", unit: "%" });
    expect(triggerWords({ kind: "metric", outcomeId: "o", crosses: "above", value: 60 }, metricOf)).toBe(
      "when Checkout completion rises above 60\u00a0%",
    );
    expect(triggerWords({ kind: "evidence", count: 1 }, metricOf)).toBe("with one new piece of evidence");
    expect(triggerWords({ kind: "date", on: "2027-03-01" }, metricOf)).toBe("on Mar 1, 2027");
  });

  it("say in words how sure somebody is, from a coin to certain", () => {
    expect(confidenceWords(50)).toBe("a coin toss");
    expect(confidenceWords(80)).toContain("once in five");
    expect(confidenceWords(100)).toContain("certain");
  });
});

describe("addresses within the page", () => {
  it("lead to what they were made for, whatever the id", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w-]{1,64}$/), (id) => {
        const path = outcomePath(id)
          .split("/")
          .filter((part) => part !== "")
          .map(decodeURIComponent);
        expect(routeOf(path)).toEqual({ view: "outcome", id });
      }),
    );
  });

  it("show the tree when they are unknown", () => {
    expect(routeOf(["bets"])).toEqual({ view: "bets" });
    expect(routeOf(["elsewhere", "1"])).toEqual({ view: "tree" });
    expect(routeOf(["outcome"])).toEqual({ view: "tree" });
  });
});

describe("what a person types to find issues", () => {
  it("is a list of keys, words of titles, or a query of their own", () => {
    expect(issueQuery("SHOP", "shop-3, SHOP-4")).toBe("issuekey in (SHOP-3, SHOP-4)");
    expect(issueQuery("SHOP", "guest checkout")).toBe(
      'project = "SHOP" AND summary ~ "guest*" AND summary ~ "checkout*"',
    );
    expect(issueQuery("SHOP", "labels = payments")).toBe("labels = payments");
    expect(issueQuery("SHOP", "  ")).toBeNull();
  });
});

describe("a CSV of readings", () => {
  it("is shown line by line, refused lines first with their reasons", () => {
    const lines = readingLines('date,value\n2026-09-20,61.2\n2026-09-27,"1,5"\nmonday,3\n');
    expect(lines).toEqual([
      { kind: "refused", line: 3, reason: expect.stringContaining("write it with a point") as string },
      { kind: "refused", line: 4, reason: expect.stringContaining("is no day") as string },
      { kind: "taken", on: "2026-09-20", value: 61.2, sentence: "" },
    ]);
    expect(readingLines("  ")).toEqual([]);
  });

  it("goes in pieces that hold the same readings, a quoted line break included", () => {
    const sentence = fc.constantFrom("", "plain", '"with, comma"', '"two\nlines"', '"a ""quote"""');
    const rows = fc.array(sentence, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 60, max: 200 }), (sentences, most) => {
        const days = sentences.map((_, at) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10));
        const text = `date,value,sentence\n${sentences.map((each, at) => `${days[at] ?? ""},${at},${each}`).join("\n")}`;
        const pieces = csvPieces(text, most);
        expect(pieces.flatMap((piece) => parseReadings(piece).readings)).toEqual(
          parseReadings(text).readings,
        );
        for (const piece of pieces) expect(piece.startsWith("date,value,sentence")).toBe(true);
      }),
    );
  });
});

describe("what a bet or a decision can rest on", () => {
  it("is any opportunity below the outcome, at any depth", () => {
    const nodes = [
      node("need", "opportunity", "checkout"),
      node("part", "opportunity", "need"),
      node("other", "opportunity", "search"),
      node("button", "solution", "need"),
    ];
    expect(opportunitiesOf(nodes, "checkout").map(({ value }) => value)).toEqual(["need", "part"]);
  });

  it("is the evidence that stands: the newest word on each piece, without what was withdrawn", () => {
    const piece = (id: string, source: string) => ({
      id,
      kind: "tests" as const,
      source,
      quote: "",
      observedOn: "2026-10-01",
      expiresOn: null,
      strength: null,
    });
    const evidence = (id: string, revision: number, source: string, isWithdrawn = false) => ({
      what: { kind: "evidence" as const, revision, evidence: piece(id, source), isWithdrawn },
    });
    const standing = standingEvidence([
      evidence("a", 2, "second"),
      evidence("a", 1, "first"),
      evidence("b", 2, "gone", true),
      evidence("b", 1, "there"),
    ]);
    expect(standing.map(({ source }) => source)).toEqual(["second"]);
  });
});
