import type { InitiativeDefinition } from "#shared/contract/initiatives/definition.ts";

export type Source = InitiativeDefinition["sources"][number];
/** The kinds that people add here; others are set up by an administrator. */
export type NewSourceKind = Exclude<Source["kind"], "jira" | "linear">;

export const SOURCE_KINDS: Readonly<Record<NewSourceKind, { label: string; ask: string; example: string }>> =
  {
    "jira-parent": { label: "A Jira issue and all below it", ask: "Its key", example: "SHOP-12" },
    jql: { label: "What JQL finds", ask: "JQL", example: "project = SHOP AND fixVersion = Spring" },
    "jira-label": { label: "A label in Jira", ask: "The label", example: "checkout" },
    "linear-project": {
      label: "A Linear project",
      ask: "Its link or id",
      example: "https://linear.app/acme/project/checkout-5f3a…",
    },
    "linear-initiative": {
      label: "A Linear initiative and its projects",
      ask: "Its link or id",
      example: "https://linear.app/acme/initiative/checkout-5f3a…",
    },
    "linear-label": { label: "A label in Linear", ask: "The label", example: "checkout" },
  };

/** What a person typed, as a source; `parent` is the Jira issue that the key names. Null while nothing is typed. */
export function newSource(
  kind: NewSourceKind,
  typed: string,
  parent: { readonly id: string } | null,
): Source | null {
  const text = typed.trim();
  if (text === "") return null;
  switch (kind) {
    case "jira-parent": {
      const key = text.toUpperCase();
      return parent === null ? null : { kind, label: `${key} and below`, issue: parent.id, key };
    }
    case "jql":
      return { kind, label: text.length > 60 ? `${text.slice(0, 59)}…` : text, jql: text };
    case "jira-label":
      return { kind, label: `Label ${text} in Jira`, name: text, project: null };
    case "linear-label":
      return { kind, label: `Label ${text} in Linear`, name: text, team: null };
    case "linear-project":
      return { kind, label: `Linear project ${nameInLink(text)}`, project: idInLink(text) };
    case "linear-initiative":
      return { kind, label: `Linear initiative ${nameInLink(text)}`, initiative: idInLink(text) };
  }
}

/** ".../project/checkout-revamp-0f1e2d3c4b5a/overview": Linear's short id is the last part of the name. */
const LINK = /\/(?:project|initiative)\/(?:(?<name>[^/?#]+)-)?(?<id>[0-9a-f]{12})(?:[/?#]|$)/u;

const idInLink = (text: string): string => LINK.exec(text)?.groups?.["id"] ?? text;

function nameInLink(text: string): string {
  const name = LINK.exec(text)?.groups?.["name"];
  if (name === undefined) return text;
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const sideOf = ({ kind }: Pick<Source, "kind">): "jira" | "linear" =>
  kind.startsWith("linear") ? "linear" : "jira";
