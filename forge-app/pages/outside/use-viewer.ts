import { useCallback, useEffect, useState } from "react";
import type { Reply } from "#forge/functions/rpc.ts";
import { viewerSchema } from "#shared/contract/access/viewer.ts";
import type { Viewer } from "#shared/contract/access/viewer.ts";
import { send } from "./http-backend.ts";
import type { Ticket } from "./ticket.ts";

/** Who the service says is looking; null while it is asked. */
export function useViewer(ticket: Ticket): { reply: Reply<Viewer> | null; again: () => void } {
  const [reply, setReply] = useState<Reply<Viewer> | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let isWanted = true;
    void send("GET", "/api/viewer", ticket, viewerSchema).then((answer) => isWanted && setReply(answer));
    return () => {
      isWanted = false;
    };
  }, [ticket, asked]);
  const again = useCallback(() => {
    setReply(null);
    setAsked((times) => times + 1);
  }, []);
  return { reply, again };
}
