import { useEffect, useRef, useState } from "react";
import { ForgeNode } from "../../renderer/forge-node.tsx";
import type { ForgeDoc } from "../../surface/messages.ts";
import { openSurface } from "../surface-host.ts";
import type { OpenSurface, SurfaceContext } from "../surface-host.ts";
import { Skeleton } from "./skeleton.tsx";

/** A UI Kit surface, running unchanged in a worker, shown with Atlaskit as Jira shows it. */
export function SurfaceView({
  onLink,
  ...context
}: SurfaceContext & {
  /** Where a link of the surface leads; true when the page shows it itself. */
  onLink: (href: string) => boolean;
}) {
  const [doc, setDoc] = useState<ForgeDoc | null>(null);
  const [broken, setBroken] = useState<string | null>(null);
  const surface = useRef<OpenSurface | null>(null);
  const { module, accountId, issue } = context;
  const { id, key } = issue;
  useEffect(() => {
    const opened = openSurface(
      { module, accountId, issue: { id, key } },
      { onDoc: setDoc, onBroken: setBroken },
    );
    surface.current = opened;
    return () => opened.close();
  }, [module, accountId, id, key]);

  if (broken !== null) {
    return (
      <pre className="unsupported" role="alert" data-unsupported>
        {`The surface broke: ${broken}`}
      </pre>
    );
  }
  return (
    <div
      className="surface"
      data-surface={module}
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
