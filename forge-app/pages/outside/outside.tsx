import { setGlobalTheme } from "@atlaskit/tokens/set-global-theme";
import type { ReactNode } from "react";
import "./outside.css";
import { Initiatives } from "../initiatives/initiatives.tsx";
import { Outcomes } from "../outcomes/outcomes.tsx";
import { Entrance } from "./entrance.tsx";
import { ShareEntrance } from "./share.tsx";
import { SignIn } from "./sign-in.tsx";

/** What the address shows, in a browser without Jira around it: in the browser's colours, behind an entrance. */
// main.tsx imports it once it knows where it is.
// ts-unused-exports:disable-next-line
export async function shown(): Promise<ReactNode> {
  await setGlobalTheme({
    colorMode: "auto",
    light: "light",
    dark: "dark",
    spacing: "spacing",
    typography: "typography",
    shape: "shape",
  });
  const [, name = ""] = location.pathname.split("/");
  const token = location.hash.slice(1);
  switch (name) {
    case "sign-in":
      return <SignIn token={token} />;
    case "share":
      return (
        <ShareEntrance token={token}>
          <Initiatives />
        </ShareEntrance>
      );
    case "outcomes":
      return (
        <Entrance name="outcomes">
          <Outcomes />
        </Entrance>
      );
    default:
      return (
        <Entrance name="initiatives">
          <Initiatives />
        </Entrance>
      );
  }
}
