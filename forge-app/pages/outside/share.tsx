import { useMemo } from "react";
import type { ReactNode } from "react";
import type { Viewer } from "#shared/contract/access/viewer.ts";
import { BackendProvider } from "../backend.ts";
import { dayText } from "../components/words.ts";
import { shareRouter } from "./browser-router.ts";
import { Asking, Away, Closed, Frame } from "./frame.tsx";
import { httpBackend } from "./http-backend.ts";
import type { Ticket } from "./ticket.ts";
import { useViewer } from "./use-viewer.ts";

/** One initiative, to be read by whoever has the link. */
export function ShareEntrance({ token, children }: { token: string; children: ReactNode }) {
  const ticket = useMemo((): Ticket => ({ kind: "share", token }), [token]);
  const { reply, again } = useViewer(ticket);
  if (reply === null) return <Asking />;
  if (reply.kind !== "answer") {
    const isAway = reply.kind === "service-away";
    return isAway ? (
      <Away trouble={reply} onRetry={again} />
    ) : (
      <Closed title="This page is not shared with you" {...reply} />
    );
  }
  return (
    <Shared ticket={ticket} viewer={reply.answer}>
      {children}
    </Shared>
  );
}

function Shared({ ticket, viewer, children }: { ticket: Ticket; viewer: Viewer; children: ReactNode }) {
  const backend = useMemo(
    () => (viewer.kind === "share" ? httpBackend(ticket, viewer, shareRouter(viewer.initiative)) : null),
    [ticket, viewer],
  );
  if (backend === null || viewer.kind !== "share") {
    return (
      <Closed title="This is no share link" message="It opens something else." advice="Ask who sent it." />
    );
  }
  return (
    <Frame
      current={null}
      aside={
        <span>{`Shared to be read: ${viewer.name}, until ${dayText(viewer.expiresAt, Date.now())}`}</span>
      }
    >
      <BackendProvider value={backend}>{children}</BackendProvider>
    </Frame>
  );
}
