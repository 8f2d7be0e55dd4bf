import type { FastifyInstance } from "fastify";
import { signInSchema, type Viewer } from "#shared/contract/access/viewer.ts";
import { sessionCookie } from "../access/cookie.ts";
import type { WhoAsks } from "../access/who-asks.ts";
import type { Service } from "../service.ts";

/** Signing in and out, and who is signed in: shared/contract/access/viewer.ts. */
export function sessionRoutes(server: FastifyInstance, service: Service, who: WhoAsks): void {
  const { access, clock, publicUrl } = service;

  server.get("/api/viewer", async (request): Promise<Viewer> => told(await who.viewer(request)));

  server.post("/api/session", async (request, reply): Promise<Viewer> => {
    const { token, session } = await who.signIn(request, signInSchema.parse(request.body).token);
    const seconds = Math.floor((session.expiresAt - clock.now()) / 1_000);
    void reply.header("set-cookie", sessionCookie(publicUrl(), token, seconds));
    return { kind: "member", name: session.name, email: session.email };
  });

  server.delete("/api/session", async (request, reply) => {
    const viewer = await who.viewer(request);
    if (viewer.kind === "member") await access.revoke(viewer.access, viewer.name);
    void reply.header("set-cookie", sessionCookie(publicUrl(), "", 0));
    return {};
  });
}

function told({ access: _, ...viewer }: Viewer & { access: string }): Viewer {
  return viewer;
}
