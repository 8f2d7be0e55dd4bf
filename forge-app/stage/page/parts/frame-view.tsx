import { useEffect, useRef, useState } from "react";
import type { FromSurface } from "../../surface/messages.ts";
import type { Opened } from "../../views.ts";
import { openSurface } from "../open-surface.ts";
import type { OpenSurface } from "../open-surface.ts";
import { themeState } from "../product.ts";
import { useSurroundings } from "../state/use-surroundings.ts";
import type { Theme } from "../state/use-theme.ts";
import { Broken } from "./broken.tsx";

/** A page of Custom UI in a frame that has no origin: no cookies, no storage, nothing but its bridge. */
export function FrameView(properties: {
  opened: Opened;
  title: string;
  /** What its address begins with, where it is one of several pages. */
  base?: string;
  theme: Theme;
  onLink: (url: string) => boolean;
}) {
  const { opened, title, base = "", theme, onLink } = properties;
  const frame = useRef<HTMLIFrameElement | null>(null);
  const surface = useRef<OpenSurface | null>(null);
  const [broken, setBroken] = useState<string | null>(null);
  const { around, route, flags } = useSurroundings(theme, onLink, base);
  const key = JSON.stringify(opened);

  useEffect(() => {
    const open = openSurface(JSON.parse(key) as Opened, around, (message) =>
      frame.current?.contentWindow?.postMessage(message, "*"),
    );
    surface.current = open;
    const listen = ({ data, source }: MessageEvent<FromSurface>) => {
      if (source !== frame.current?.contentWindow) return;
      if (data.kind === "call") open.heard(data);
      else if (data.kind === "broken") setBroken(data.message);
    };
    addEventListener("message", listen);
    return () => removeEventListener("message", listen);
  }, [key, around]);
  useEffect(() => surface.current?.emit("ROUTE", route), [route]);
  useEffect(() => surface.current?.emit("FORGE_CORE_THEME_CHANGED", { theme: themeState(theme) }), [theme]);

  return (
    <>
      {broken === null ? null : <Broken message={broken} />}
      <iframe
        ref={frame}
        key={key}
        className="custom-ui"
        title={title}
        src="/pages/index.html"
        sandbox="allow-scripts allow-forms allow-modals allow-downloads allow-popups"
        data-surface={opened.module}
      />
      <div className="flags" aria-live="polite">
        {flags.map((flag) => (
          <p key={flag.id} className={`flag ${flag.type}`}>
            <strong>{flag.title}</strong> {flag.description}
          </p>
        ))}
      </div>
    </>
  );
}

/** A link to an issue of the sandboxes, which have no pages of their own: the stage shows it itself. */
export const leadsToIssue = (url: string): boolean => /\/(issue|browse)\/[A-Z0-9]+-\d+/.test(url);
