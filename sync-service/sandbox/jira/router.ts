import type { Route } from "./call.ts";

interface Matched {
  route: Route;
  path: Record<string, string>;
}

/** Finds the endpoint of a request; a path written out wins over one with a part in braces. */
export class Router {
  readonly #byShape = new Map<string, Route[]>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const shape = this.#shape(route.method, route.path);
      this.#byShape.set(shape, [...(this.#byShape.get(shape) ?? []), route].sort(specificFirst));
    }
  }

  /** @param path below /rest/api/3, without a query */
  match(method: string, path: string): Matched | "other method" | null {
    const parts = path.split("/");
    for (const route of this.#byShape.get(this.#shape(method, path)) ?? []) {
      const found = matched(route, parts);
      if (found) return { route, path: found };
    }
    for (const other of ["GET", "POST", "PUT", "DELETE"]) {
      const routes = this.#byShape.get(this.#shape(other, path)) ?? [];
      if (routes.some((route) => matched(route, parts))) return "other method";
    }
    return null;
  }

  #shape(method: string, path: string): string {
    return `${method} ${path.split("/").length}`;
  }
}

function matched(route: Route, parts: readonly string[]): Record<string, string> | null {
  const found: Record<string, string> = {};
  for (const [index, wanted] of route.path.split("/").entries()) {
    const part = parts[index] ?? "";
    if (wanted.startsWith("{")) found[wanted.slice(1, -1)] = decodeURIComponent(part);
    else if (wanted !== part) return null;
  }
  return found;
}

const holes = (route: Route): number => route.path.split("{").length;
const specificFirst = (a: Route, b: Route): number => holes(a) - holes(b);
