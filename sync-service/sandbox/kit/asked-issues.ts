/**
 * The filter of `GET /sandbox/dump?issues=SHOP-1,10042`: keys and ids. Undefined when the parameter is absent
 * (then every issue is meant); empty when it is there without a value (then none is).
 */
export function askedIssues(query: URLSearchParams): ReadonlySet<string> | undefined {
  const asked = query.get("issues");
  return asked === null ? undefined : new Set(asked.split(",").filter((name) => name !== ""));
}
