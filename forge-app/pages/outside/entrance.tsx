import Button from "@atlaskit/button/default/button";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import type { Viewer } from "#shared/contract/access/viewer.ts";
import { BackendProvider } from "../backend.ts";
import { browserRouter } from "./browser-router.ts";
import { httpBackend, send } from "./http-backend.ts";
import type { Ticket } from "./ticket.ts";
import { Asking, Away, Closed, Frame } from "./frame.tsx";
import { useViewer } from "./use-viewer.ts";

const SESSION: Ticket = { kind: "session" };

/** Lets in who is signed in; everybody else is told how to get in. */
export function Entrance({ name, children }: { name: string; children: ReactNode }) {
  const { reply, again } = useViewer(SESSION);
  if (reply === null) return <Asking />;
  if (reply.kind !== "answer") {
    const isAway = reply.kind === "service-away";
    return isAway ? (
      <Away trouble={reply} onRetry={again} />
    ) : (
      <Closed title="Sign in to Throughline" {...reply} />
    );
  }
  return (
    <Inside name={name} viewer={reply.answer} onLeft={again}>
      {children}
    </Inside>
  );
}

function Inside(properties: { name: string; viewer: Viewer; children: ReactNode; onLeft: () => void }) {
  const { name, viewer, children, onLeft } = properties;
  const backend = useMemo(() => httpBackend(SESSION, viewer, browserRouter(`/${name}`)), [name, viewer]);
  const signOut = async () => {
    const reply = await send("DELETE", "/api/session", SESSION, z.object({}));
    if (reply.kind === "answer") onLeft();
  };
  return (
    <Frame
      current={name}
      aside={
        <>
          <span>{viewer.name}</span>
          <Button appearance="subtle" onClick={() => void signOut()}>
            Sign out
          </Button>
        </>
      }
    >
      <BackendProvider value={backend}>{children}</BackendProvider>
    </Frame>
  );
}
