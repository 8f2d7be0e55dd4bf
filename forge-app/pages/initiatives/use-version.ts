import { useEffect, useState } from "react";
import { useBackend } from "../backend.ts";

/** How often it is asked, ms: an answer is some bytes, and costs the service no work. */
const EVERY = 2_000;

/** Names the present state of the overview (null) or of one initiative: changes when either does. */
export function useVersion(initiative: string | null): string | null {
  const { ask } = useBackend();
  const [version, setVersion] = useState<string | null>(null);
  useEffect(() => {
    const look = async () => {
      const reply = await ask("initiatives.version", { initiative });
      if (reply.kind === "answer") setVersion(reply.answer.version);
    };
    const timer = setInterval(() => void look(), EVERY);
    return () => clearInterval(timer);
  }, [ask, initiative]);
  return version;
}
