import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Backend } from "#forge/pages/backend.ts";
import { BackendProvider } from "#forge/pages/backend.ts";
import type { Route } from "#forge/pages/route.ts";
import { routerWithin, useRoute } from "#forge/pages/route.ts";

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

describe("a page below another one's address", () => {
  const within = (address: string) => {
    const went: string[] = [];
    const outer = {
      now: () => address,
      go: (to: string) => void went.push(to),
      listen: () => () => undefined,
      href: (to: string) => `#${to}`,
    };
    return { router: routerWithin(outer, "/outcomes"), went };
  };

  it.each([
    ["/outcomes", "/"],
    ["/outcomes/", "/"],
    ["/outcomes/outcome/a?x=1", "/outcome/a?x=1"],
    ["/outcomes?for=others", "/?for=others"],
    ["/", "/"],
    ["/outcomes-of-others", "/"],
  ])("at %j is at its own %j", (address, own) => {
    expect(within(address).router.now()).toBe(own);
  });

  it("goes and links to places of its own", () => {
    const { router, went } = within("/outcomes");
    router.go("/inbox");
    router.go("/");
    expect(went).toEqual(["/outcomes/inbox", "/outcomes"]);
    expect(router.href("/bets")).toBe("#/outcomes/bets");
  });
});
