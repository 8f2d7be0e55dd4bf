import { describe, expect, it } from "vitest";
import { read, trackedFiles } from "./tree.ts";

/** What someone sees who opens the repository: the parts, how to start, and what a tool insists on finding there. */
const TOP_LEVEL = [
  "forge-app",
  "sync-service",
  "shared",
  "test",
  "README.md",
  "manifest.yml",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "eslint.config.js",
  "vitest.config.ts",
  "LICENSE",
];

/** In parts, so that this file does not name what it looks for. */
const ELSEWHERE: readonly RegExp[] = [
  new RegExp(["registry", "[a-z0-9-]+", "[a-z]{2,}"].join("\\.") + "\\b(?!\\()"),
  new RegExp(["npm", "js\\.(?:org|com)"].join("")),
  new RegExp(["/", "(?:home|root|Users|work|tmp)", "/", "[a-z]"].join("")),
];

describe("the repository", () => {
  it("shows nothing at its top but the parts, the first page and what tools insist on", () => {
    const top = new Set(trackedFiles().map((path) => path.split("/")[0] ?? path));
    const surplus = [...top].filter((name) => !name.startsWith(".") && !TOP_LEVEL.includes(name));
    expect(surplus).toEqual([]);
  });

  it("names no machine's folder and no registry's host", () => {
    const named = textFiles().flatMap((path) => {
      const lines = read(path).split("\n");
      return lines.flatMap((line, index) =>
        ELSEWHERE.some((pattern) => pattern.test(line)) ? [`${path}:${index + 1} ${line.trim()}`] : [],
      );
    });
    expect(named).toEqual([]);
  });

  it("never silences the compiler", () => {
    const silencing = new RegExp(["@ts-(?:ignore|no", "check|expect", "-error)"].join(""));
    expect(textFiles().filter((path) => silencing.test(read(path)))).toEqual([]);
  });
});

function textFiles(): readonly string[] {
  return trackedFiles().filter((path) => !/\.(?:png|jpg|gif|svg|ico|woff2?)$/.test(path));
}
