import { useState } from "react";
import type { OutcomesTree } from "#shared/contract/outcomes/tree.ts";
import { RouteLink } from "../../components/route-link.tsx";
import { count, issues } from "../../components/words.ts";
import { IssueName } from "../issues/issue-name.tsx";
import { outcomePath } from "../routes.ts";
import { percent } from "../words.ts";

/** How much of the work in progress serves no outcome, and which outcomes nobody works on; the lists are a click away. */
export function Coverage({ tree }: { tree: OutcomesTree }) {
  const { coverage, outcomes } = tree;
  const { unservingShare, inProgress, unservingCount, unserving, outcomesWithoutWork } = coverage;
  const [open, setOpen] = useState<"issues" | "outcomes" | null>(null);
  const idle = outcomes.filter(({ id }) => outcomesWithoutWork.includes(id));
  const toggle = (what: "issues" | "outcomes") => setOpen(open === what ? null : what);
  return (
    <section className="coverage" aria-label="Coverage">
      <p>
        {unservingShare === null ? (
          "Nothing is in progress."
        ) : unservingCount === 0 ? (
          <>All {issues(inProgress)} in progress serve an outcome.</>
        ) : (
          <>
            <strong>{percent(unservingShare)}</strong> of work in progress serves no outcome:{" "}
            <button
              type="button"
              className="as-link"
              aria-expanded={open === "issues"}
              onClick={() => toggle("issues")}
            >
              {count(unservingCount)} of {issues(inProgress)}
            </button>
            .
          </>
        )}{" "}
        {idle.length === 0 ? null : (
          <>
            <button
              type="button"
              className="as-link"
              aria-expanded={open === "outcomes"}
              onClick={() => toggle("outcomes")}
            >
              {idle.length === 1 ? "1 outcome" : `${count(idle.length)} outcomes`}
            </button>{" "}
            {idle.length === 1 ? "has" : "have"} no work in progress.
          </>
        )}
      </p>
      {open === "issues" ? (
        <ul className="plain-list">
          {unserving.map((issue) => (
            <li key={issue.id}>
              <IssueName issue={issue} />
            </li>
          ))}
          {unservingCount > unserving.length ? (
            <li className="quiet">and {count(unservingCount - unserving.length)} more</li>
          ) : null}
          <li className="quiet">Say what an issue serves on the outcome’s page, under “What serves it”.</li>
        </ul>
      ) : null}
      {open === "outcomes" ? (
        <ul className="plain-list">
          {idle.map(({ id, title }) => (
            <li key={id}>
              <RouteLink to={outcomePath(id)}>{title}</RouteLink>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
