import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { Viewer } from "#shared/contract/access/viewer.ts";
import type { Backend } from "#forge/pages/backend.ts";
import { BackendProvider, useMayWrite } from "#forge/pages/backend.ts";
import { useRoute } from "#forge/pages/route.ts";
import { routerWithin } from "#forge/pages/router.ts";

/** What a page is told by a hook, at this address and for this viewer. */
function told<Told>(hook: () => Told, address: string, viewer: Viewer = lena): Told {
  const told: Told[] = [];
  const Page = () => {
    told.push(hook());
    return null;
  };
  const backend: Backend = {
    ask: () => Promise.resolve({ kind: "service-away", message: "", advice: "" }),
    live: null,
    place: { kind: "outside", viewer },
    router: { now: () => address, go: () => undefined, listen: () => () => undefined, href: (to) => to },
  };
  renderToString(createElement(BackendProvider, { value: backend }, createElement(Page)));
  const [first] = told;
  if (first === undefined) throw new Error("the page was not shown");
  return first;
}
const lena: Viewer = { kind: "member", name: "Lena", email: null };
const board: Viewer = { kind: "share", initiative: "checkout", name: "Board", expiresAt: 0 };

describe("where a page is", () => {
  it.each([
    ["/", []],
    ["", []],
    ["/checkout", ["checkout"]],
    ["/checkout/", ["checkout"]],
    ["/a%20b%2Fc/items?sort=name", ["a b/c", "items"]],
  ])("at %j is %j", (address, path) => {
    expect(told(useRoute, address).path).toEqual(path);
  });

  it("has what the address asks for", () => {
    expect(told(useRoute, "/checkout?asOf=2026-11-01").query.get("asOf")).toBe("2026-11-01");
  });
});

describe("who looks at a page", () => {
  it("may write when signed in, and only read with a share link", () => {
    expect(told(useMayWrite, "/")).toBe(true);
    expect(told(useMayWrite, "/", board)).toBe(false);
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
