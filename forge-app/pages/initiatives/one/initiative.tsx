import Button from "@atlaskit/button/default/button";
import SectionMessage from "@atlaskit/section-message";
import { useState } from "react";
import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import type { Day } from "#shared/day.ts";
import { useMayWrite } from "../../backend.ts";
import { Failed } from "../../components/failed.tsx";
import { useAsked } from "../../components/use-asked.ts";
import { momentText } from "../../components/words.ts";
import { useRoute } from "../../route.ts";
import { EditInitiative } from "../edit/edit-initiative.tsx";
import { Explain } from "../explain/explain.tsx";
import { useTitles } from "../use-titles.ts";
import { useVersion } from "../use-version.ts";
import { dayOf, longDayWords } from "../words.ts";
import { Changes } from "./changes.tsx";
import { Decisions } from "./decisions.tsx";
import { Delivery } from "./delivery.tsx";
import { Head } from "./head.tsx";
import { Outcomes } from "./outcomes.tsx";
import { ShareLinks } from "./share.tsx";
import { LoadingInitiative, UnknownInitiative } from "./states.tsx";
import { LatestUpdate } from "./latest-update.tsx";
import { WorksList } from "./works-list.tsx";
import { WriteUpdate } from "./write-update.tsx";

/** One initiative: decisions first, then what people say, what the work says, and whether the outcome moves. */
export function Initiative({ id, asOf }: { id: string; asOf: Day | null }) {
  const version = useVersion(id);
  const page = useAsked("initiative.page", { initiative: id, asOf }, version);
  const { go } = useRoute();
  const { answer, trouble } = page;
  if (answer === null) {
    if (trouble === null || page.isAsking) return <LoadingInitiative />;
    return trouble.kind === "refused" && /no initiative|unknown initiative/iu.test(trouble.message) ? (
      <UnknownInitiative message={`${trouble.message} ${trouble.advice}`} onBack={() => go("/")} />
    ) : (
      <Failed trouble={trouble} onRetry={page.again} />
    );
  }
  return (
    <>
      {trouble === null ? null : (
        <SectionMessage appearance="warning" title={`As of ${momentText(answer.now)}`}>
          <p>
            {trouble.message} {trouble.advice}
          </p>
          <div className="message-actions">
            <Button spacing="compact" onClick={page.again}>
              Load again
            </Button>
          </div>
        </SectionMessage>
      )}
      <Shown page={answer} version={version} onChanged={page.again} />
    </>
  );
}

type Open = "edit" | "update" | "share" | "explain";

function Shown(properties: { page: InitiativePage; version: string | null; onChanged: () => void }) {
  const { page, version, onChanged } = properties;
  const { initiative, asOf } = page;
  const { id, name } = initiative;
  const { go } = useRoute();
  const isWriter = useMayWrite();
  const mayWrite = isWriter && asOf === null;
  const titles = useTitles();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const today = asOf ?? dayOf(page.now);
  const goTo = (day: Day | null) => {
    const isPast = day !== null && day < dayOf(page.now);
    go(`/${encodeURIComponent(id)}${isPast ? `?asOf=${day}` : ""}`);
  };

  return (
    <article className={asOf === null ? "brief" : "brief past"}>
      <Head
        page={page}
        today={today}
        mayWrite={mayWrite}
        onAsOf={goTo}
        onEdit={() => setOpen("edit")}
        onUpdate={() => setOpen("update")}
        onShare={() => setOpen("share")}
      />
      {asOf === null ? null : (
        <div className="past-banner" role="status">
          <div>
            <strong>This is the past: {longDayWords(asOf)}.</strong>
            <p>{page.asOfNote ?? "Everything below is as it stood at the end of that day (UTC)."}</p>
          </div>
          <Button appearance="primary" onClick={() => goTo(null)}>
            Back to now
          </Button>
        </div>
      )}
      <div className="two">
        <Decisions decisions={page.decisions} theCase={page.theCase} today={today} />
        <LatestUpdate page={page} today={today} onWrite={mayWrite ? () => setOpen("update") : null} />
      </div>
      <Delivery page={page} today={today} onExplain={() => setOpen("explain")} />
      <Outcomes page={page} today={today} />
      <WorksList page={page} version={version} titles={titles} today={today} />
      <Changes page={page} version={version} titles={titles} today={today} />
      {open === "edit" ? <EditInitiative initiative={id} onSaved={onChanged} onClose={close} /> : null}
      {open === "update" ? <WriteUpdate page={page} onSaved={onChanged} onClose={close} /> : null}
      {open === "share" ? <ShareLinks initiative={id} name={name} onClose={close} /> : null}
      {open === "explain" ? (
        <Explain initiative={id} name={name} asOf={asOf} version={version} onClose={close} />
      ) : null}
    </article>
  );
}
