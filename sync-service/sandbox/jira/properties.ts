import type { Actor } from "../kit/edit-log.ts";
import { record } from "./changes.ts";
import { issueNotFound, refuse } from "./errors.ts";
import type { Site } from "./site.ts";

const MAXIMUM_KEY_LENGTH = 255;
const MAXIMUM_VALUE_LENGTH = 32_768;

/** Throws Jira's refusal unless a property has an allowed key and value. */
export function assertProperty(key: string, value: unknown): void {
  if (key === "" || key.length > MAXIMUM_KEY_LENGTH) {
    throw refuse(400, `The property key '${key}' must have between 1 and ${MAXIMUM_KEY_LENGTH} characters.`);
  }
  if (value === undefined) throw refuse(400, "The property value can not be empty.");
  if (JSON.stringify(value).length > MAXIMUM_VALUE_LENGTH) {
    throw refuse(400, `The property value's length must not exceed ${MAXIMUM_VALUE_LENGTH} characters.`);
  }
}

/** Replaces the whole value of an issue's property. `updated` stays as it is, and no changelog tells it. */
export function setProperty(
  site: Site,
  actor: Actor,
  issueId: number,
  key: string,
  value: unknown,
): "created" | "updated" {
  assertProperty(key, value);
  const issue = site.state.issue(issueId);
  if (!issue) throw issueNotFound();
  const existed = issue.properties.has(key);
  const after = { ...issue, properties: new Map(issue.properties).set(key, value) };
  site.put(after);
  record(site, actor, after, {
    object: "property",
    objectId: key,
    field: existed ? "value" : "created",
    old: issue.properties.get(key),
    new: value,
  });
  site.publish({ name: "issue_property_set", issue: after, key, value });
  return existed ? "updated" : "created";
}

export function deleteProperty(site: Site, actor: Actor, issueId: number, key: string): void {
  const issue = site.state.issue(issueId);
  if (!issue) throw issueNotFound();
  if (!issue.properties.has(key)) throw refuse(404, `The property with key '${key}' does not exist.`);
  const properties = new Map(issue.properties);
  properties.delete(key);
  const after = { ...issue, properties };
  site.put(after);
  const value = issue.properties.get(key);
  record(site, actor, after, { object: "property", objectId: key, field: "deleted", old: value });
  site.publish({ name: "issue_property_deleted", issue: after, key, value });
}
