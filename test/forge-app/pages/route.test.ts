import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Backend } from "#forge/pages/backend.ts";
import { BackendProvider } from "#forge/pages/backend.ts";
import type { Route } from "#forge/pages/route.ts";
import { useRoute } from "#forge/pages/route.ts";

/** What a page at this address is told of it. */
function routeAt(address: string): Route {
  let route: Route | undefined;
  const Page = () => {
    route = useRoute();
    return null;
  };
  const backend: Backend = {
    ask: () => Promise.resolve({ kind: "service-away", message: "", advice: "" }),
    place: { kind: "outside" },
    router: { now: () => address, go: () => undefined, listen: () => () => undefined, href: (to) => to },
  };
  renderToString(createElement(BackendProvider, { value: backend }, createElement(Page)));
  if (route === undefined) throw new Error("the page was not shown");
  return route;
}

describe("where a page is", () => {
  it.each([
    ["/", []],
    ["", []],
    ["/checkout", ["checkout"]],
    ["/checkout/", ["checkout"]],
    ["/a%20b%2Fc/items?sort=name", ["a b/c", "items"]],
  ])("at %j is %j", (address, path) => {
    expect(routeAt(address).path).toEqual(path);
  });

  it("has what the address asks for", () => {
    expect(routeAt("/checkout?asOf=2026-11-01").query.get("asOf")).toBe("2026-11-01");
  });
});
