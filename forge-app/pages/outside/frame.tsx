import Skeleton from "@atlaskit/skeleton";
import type { ReactNode } from "react";
import type { Trouble } from "#forge/functions/rpc.ts";
import { Failed } from "../components/failed.tsx";

const PAGES = [
  { name: "initiatives", title: "Initiatives" },
  { name: "outcomes", title: "Outcomes" },
] as const;

/** What stands around every page outside Jira. `current`: the page that is open; null where one has no others. */
export function Frame(properties: { current: string | null; aside: ReactNode; children: ReactNode }) {
  const { current, aside, children } = properties;
  return (
    <div className="outside">
      <header className="outside-bar">
        <strong>Throughline</strong>
        {current === null ? null : (
          <nav aria-label="Pages">
            {PAGES.map(({ name, title }) => (
              <a key={name} href={`/${name}`} aria-current={name === current ? "page" : undefined}>
                {title}
              </a>
            ))}
          </nav>
        )}
        <div className="outside-aside">{aside}</div>
      </header>
      {children}
    </div>
  );
}

export function Asking() {
  return (
    <Frame current={null} aside={null}>
      <main className="outside-notice" aria-busy="true" aria-label="Asking who you are">
        <Skeleton width={320} height={32} />
        <Skeleton width={480} height={20} />
      </main>
    </Frame>
  );
}

export function Away({ trouble, onRetry }: { trouble: Trouble; onRetry: () => void }) {
  return (
    <Frame current={null} aside={null}>
      <main className="outside-notice">
        <Failed trouble={trouble} onRetry={onRetry} />
      </main>
    </Frame>
  );
}

/** Nobody is let in here: why, and how one gets in. */
export function Closed({ title, message, advice }: { title: string; message: string; advice: string }) {
  return (
    <Frame current={null} aside={null}>
      <main className="outside-notice">
        <h1>{title}</h1>
        <p>{message}</p>
        <p>{advice}</p>
      </main>
    </Frame>
  );
}
