import { describe, expect, it } from "vitest";
import { readAccessSettings, readSettings } from "#sync/cli/settings.ts";

describe("the address at which people reach the service", () => {
  it("is said to be wrong where it is empty, no URL, or one with a path", () => {
    const sentenceOf = (url: string): unknown => {
      try {
        return readAccessSettings({ THROUGHLINE_URL: url });
      } catch (error) {
        return error instanceof Error ? error.message : error;
      }
    };
    const missing =
      "These settings are missing or wrong:\n  THROUGHLINE_URL: the address at which people reach the service, e.g. https://throughline.acme.example";
    expect(["", "throughline", "ftp://throughline.example"].map(sentenceOf)).toEqual([
      missing,
      missing,
      missing,
    ]);
    expect(sentenceOf("https://acme.example/throughline")).toContain("an address without a path");
    expect(sentenceOf("https://acme.example/")).toMatchObject({ publicUrl: "https://acme.example" });
  });
});

describe("the settings of a service", () => {
  it("are all named that are amiss, at once", () => {
    expect(() => readSettings({ THROUGHLINE_URL: "" })).toThrow(
      /JIRA_BASE_URL: [^]*THROUGHLINE_URL: the address/,
    );
  });

  it("name a file that cannot be read", () => {
    expect(() => readAccessSettings({ DATABASE_URL_FILE: "/nowhere/url" })).toThrow(
      "/nowhere/url cannot be read",
    );
  });
});
