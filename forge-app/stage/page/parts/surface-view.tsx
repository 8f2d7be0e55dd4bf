import { useEffect, useRef, useState } from "react";
import { ForgeNode } from "../../renderer/forge-node.tsx";
import type { ForgeDoc } from "../../surface/messages.ts";
import type { Opened } from "../../views.ts";
import { themeState } from "../product.ts";
import { startSurface } from "../surface-worker.ts";
import { useSurroundings } from "../state/use-surroundings.ts";
import type { Theme } from "../state/use-theme.ts";
import { Broken } from "./broken.tsx";
import { Skeleton } from "./skeleton.tsx";

/** A UI Kit surface, running unchanged in a worker, shown with Atlaskit as Jira shows it. */
export function SurfaceView({
  opened,
  theme,
  onLink,
}: {
  opened: Opened;
  theme: Theme;
  /** Where a link of the surface leads; true when the page shows it itself. */
  onLink: (url: string) => boolean;
}) {
  const [doc, setDoc] = useState<ForgeDoc | null>(null);
  const [broken, setBroken] = useState<string | null>(null);
  const surface = useRef<ReturnType<typeof startSurface> | null>(null);
  const { around } = useSurroundings(theme, onLink);
  const key = JSON.stringify(opened);
  useEffect(() => {
    const started = startSurface(JSON.parse(key) as Opened, around, { onDoc: setDoc, onBroken: setBroken });
    surface.current = started;
    return () => started.close();
  }, [key, around]);
  useEffect(() => surface.current?.emit("FORGE_CORE_THEME_CHANGED", { theme: themeState(theme) }), [theme]);

  if (broken !== null) return <Broken message={broken} />;
  return (
    <div
      className="surface"
      data-surface={opened.module}
      onClick={(event) => {
        const link = event.target instanceof Element ? event.target.closest("a") : null;
        if (link !== null && onLink(link.href)) event.preventDefault();
      }}
    >
      {doc === null ? (
        <Skeleton lines={3} />
      ) : (
        <ForgeNode doc={doc} onEvent={(handler, argument) => surface.current?.event(handler, argument)} />
      )}
    </div>
  );
}
