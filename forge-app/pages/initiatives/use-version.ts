import { useEffect, useState } from "react";
import { useBackend } from "../backend.ts";

/** How often it is asked where nobody tells, ms: an answer is some bytes, and costs the service no work. */
const EVERY = 2_000;

/** Names the present state of the overview (null) or of one initiative: changes when either does. */
export function useVersion(initiative: string | null): string | null {
  const { ask, live } = useBackend();
  const [version, setVersion] = useState<string | null>(null);
  useEffect(() => {
    if (live !== null) return live(initiative, setVersion);
    const look = async () => {
      const reply = await ask("initiatives.version", { initiative });
      if (reply.kind === "answer") setVersion(reply.answer.version);
    };
    const timer = setInterval(() => void look(), EVERY);
    return () => clearInterval(timer);
  }, [ask, live, initiative]);
  return version;
}
