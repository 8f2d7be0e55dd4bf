import Button from "@atlaskit/button/default/button";
import { useState } from "react";
import type { Trouble } from "#forge/functions/rpc.ts";
import { viewerSchema } from "#shared/contract/access/viewer.ts";
import { Closed, Frame } from "./frame.tsx";
import { send } from "./http-backend.ts";

/**
 * A sign-in link opens once, so a person presses a button: programs that look at links in messages beforehand would
 * use it up.
 */
export function SignIn({ token }: { token: string }) {
  const [isAsking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const signIn = async () => {
    setAsking(true);
    const reply = await send("POST", "/api/session", { kind: "session" }, viewerSchema, { token });
    if (reply.kind === "answer") location.replace("/initiatives");
    else setTrouble(reply);
    setAsking(false);
  };

  if (token === "") {
    return (
      <Closed
        title="Sign in to Throughline"
        message="This address lacks the part that signs you in."
        advice="Open the whole link as you got it, or ask whoever runs Throughline for a new one."
      />
    );
  }
  if (trouble?.kind === "refused") return <Closed title="You are not signed in" {...trouble} />;
  return (
    <Frame current={null} aside={null}>
      <main className="outside-notice">
        <h1>Sign in to Throughline</h1>
        <p>The link works once. You stay signed in on this browser until the session ends or you sign out.</p>
        {trouble === null ? null : (
          <p role="alert">
            {trouble.message} {trouble.advice}
          </p>
        )}
        <Button appearance="primary" isDisabled={isAsking} onClick={() => void signIn()}>
          Sign in
        </Button>
      </main>
    </Frame>
  );
}
