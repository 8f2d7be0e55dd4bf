import Button from "@atlaskit/button/default/button";
import { useState } from "react";
import { unbroken } from "#forge/ui/words.ts";
import type { OutcomePage } from "#shared/contract/outcomes/outcome.ts";
import { useWrite } from "../../components/use-write.ts";
import { IssueName } from "../issues/issue-name.tsx";
import { useOutcomes } from "../outcomes-context.ts";
import { changeText } from "../words.ts";
import { LinkIssues } from "./link-issues.tsx";

type Served = OutcomePage["serving"]["issues"][number];

/** The issues and initiatives that serve the outcome, with what each is expected to bring. */
export function Serving({ page }: { page: OutcomePage }) {
  const { outcome, serving } = page;
  const { saved, project } = useOutcomes();
  const { write, isSaving, trouble } = useWrite();
  const [open, setOpen] = useState<{ changes: Served | null } | null>(null);
  const unlink = async ({ issue, revision }: Served) => {
    const links = [
      { issue: { id: issue.id, key: issue.key }, serves: false, contribution: null, basedOn: revision },
    ];
    const answer = await write("outcomes.link-issues", { why: null, outcome: outcome.id, links });
    if (answer !== null) saved(answer.met[0]?.sentence ?? `${issue.key} serves it no more.`);
  };
  return (
    <section className="panel" aria-labelledby="serving-heading">
      <div className="panel-head">
        <h2 id="serving-heading">What serves it</h2>
        {project === null ? null : (
          <Button spacing="compact" onClick={() => setOpen({ changes: null })}>
            Link issues
          </Button>
        )}
      </div>
      {serving.issues.length === 0 && serving.initiatives.length === 0 ? (
        <p className="quiet">
          No issue serves it yet: link those that are meant to move the number, and say by how much.
        </p>
      ) : (
        <>
          <p className="quiet">{unbroken(serving.sentence)}</p>
          <ul className="rows">
            {serving.issues.map((served) => (
              <li key={served.issue.id}>
                <IssueName issue={served.issue} />
                <span className="row-end">
                  <button type="button" className="as-link" onClick={() => setOpen({ changes: served })}>
                    {served.contribution === null
                      ? "brings?"
                      : changeText(served.contribution, outcome.metric.unit)}
                    <span className="visually-hidden"> expected of {served.issue.key}, change it</span>
                  </button>
                  <button
                    type="button"
                    className="as-link"
                    disabled={isSaving}
                    onClick={() => void unlink(served)}
                  >
                    Unlink<span className="visually-hidden"> {served.issue.key}</span>
                  </button>
                </span>
              </li>
            ))}
            {serving.initiatives.map(({ id, name }) => (
              <li key={id}>
                <span className="issue-name">
                  <span className="kind of-initiative">Initiative</span> {name}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {trouble === null ? null : (
        <p className="trouble" role="alert">
          {trouble.message} {trouble.advice}
        </p>
      )}
      {open === null || project === null ? null : (
        <LinkIssues page={page} project={project} changes={open.changes} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}
