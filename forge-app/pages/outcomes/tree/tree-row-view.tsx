import Lozenge from "@atlaskit/lozenge";
import type { CSSProperties, ReactNode } from "react";
import type { TreeNodeView } from "#shared/contract/outcomes/tree.ts";
import type { OutcomeHead } from "#shared/contract/outcomes/words.ts";
import type { Day } from "#shared/day.ts";
import { count, issues } from "../../components/words.ts";
import { IssueName } from "../issues/issue-name.tsx";
import { Meter } from "../meter.tsx";
import { Spark } from "../spark.tsx";
import { PROGRESS, daysText, fromToday, withUnit } from "../words.ts";
import { kindBelow } from "./tree-rows.ts";
import type { RowAct, TreeItem, TreeRow } from "./tree-rows.ts";

const KINDS: Readonly<Record<TreeItem["kind"], string>> = {
  objective: "Objective",
  outcome: "Outcome",
  opportunity: "Opportunity",
  solution: "Solution",
  experiment: "Experiment",
};
const GRADES = { "off track": "removed", "at risk": "moved", "on track": "success" } as const;
const FOUND = { holds: "success", fails: "removed", unclear: "moved" } as const;
const QUESTIONS = { valuable: "Valuable", usable: "Usable", feasible: "Feasible", viable: "Viable" } as const;

/** One row of the tree: what it is, what it is called, and how it stands. */
export function TreeRowView(properties: {
  row: TreeRow;
  today: Day;
  isActive: boolean;
  onFocus: () => void;
  onToggle: () => void;
  onAct: (what: RowAct) => void;
  /** The field for a new node below it. */
  children: ReactNode;
}) {
  const { row, today, isActive, onFocus, onToggle, onAct, children } = properties;
  const { item, level, place, siblings, isExpanded } = row;
  const tabIndex = isActive ? 0 : -1;
  const below = kindBelow(item.kind);
  return (
    <>
      <div
        className={`tree-row of-${item.kind}`}
        role="treeitem"
        data-node={item.id}
        aria-level={level}
        aria-posinset={place}
        aria-setsize={siblings}
        aria-expanded={isExpanded ?? undefined}
        aria-selected={isActive}
        tabIndex={tabIndex}
        style={{ "--level": level - 1 } as CSSProperties}
        onFocus={onFocus}
      >
        <span className="tree-name">
          {isExpanded === null ? (
            <span className="twisty" />
          ) : (
            <button
              type="button"
              className={isExpanded ? "twisty open" : "twisty"}
              tabIndex={-1}
              aria-label={isExpanded ? "Collapse" : "Expand"}
              onClick={onToggle}
            />
          )}
          <span className={`kind of-${item.kind}`}>{KINDS[item.kind]}</span>
          <button type="button" className="as-link tree-title" tabIndex={-1} onClick={() => onAct("open")}>
            {item.title}
          </button>
        </span>
        <span className={`tree-facts of-${item.kind}`}>
          {item.kind === "outcome" ? <OutcomeFacts outcome={item.outcome} today={today} /> : null}
          {item.kind === "objective" ? (
            <ObjectiveFacts
              grade={item.objective.grade}
              status={item.objective.status}
              period={item.objective.period}
            />
          ) : null}
          {"node" in item ? <NodeFacts node={item.node} tabIndex={tabIndex} /> : null}
        </span>
        <span className="tree-acts">
          {below === null ? null : (
            <button type="button" className="as-link" tabIndex={tabIndex} onClick={() => onAct("add")}>
              Add<span className="visually-hidden"> {below === "outcome" ? "key result" : below}</span>
            </button>
          )}
          <button type="button" className="as-link" tabIndex={tabIndex} onClick={() => onAct("edit")}>
            Edit
          </button>
        </span>
      </div>
      {children}
    </>
  );
}

function OutcomeFacts({ outcome, today }: { outcome: OutcomeHead; today: Day }) {
  const { metric, progress, checkIn, bets, serving, grade, objectiveId, isClosed } = outcome;
  const { words, appearance } = PROGRESS[progress.state];
  return (
    <>
      <Spark outcome={outcome} />
      <span className="metric-now">
        {progress.now === null ? "–" : withUnit(progress.now.value, metric.unit)}
        <span className="quiet">
          {" "}
          to {withUnit(metric.target, metric.unit)}
          {metric.dueOn < today ? ", due " : " "}
          {fromToday(metric.dueOn, today)}
        </span>
      </span>
      <span className="metric-way">
        <Meter share={progress.share} timeShare={progress.timeShare} />
        <span className="quiet">
          {serving.issues === 0
            ? "no issue serves it"
            : `${count(serving.done)} of ${issues(serving.issues)} done`}
        </span>
      </span>
      <span className="fact-words">
        {objectiveId === null || grade === null ? null : (
          <span className="grade" title="Grade as a key result, 0 to 1">
            {grade.toFixed(1)}
          </span>
        )}
        {isClosed ? <Lozenge>Closed</Lozenge> : <Lozenge appearance={appearance}>{words}</Lozenge>}
        {checkIn.isDue ? (
          <span className="asking">
            check-in {checkIn.daysLate === 0 ? "due" : `${daysText(checkIn.daysLate)} late`}
          </span>
        ) : null}
        {bets.due > 0 ? (
          <span className="asking">{bets.due === 1 ? "1 bet" : `${count(bets.due)} bets`} to measure</span>
        ) : null}
      </span>
    </>
  );
}

function ObjectiveFacts(properties: {
  grade: number | null;
  status: keyof typeof GRADES | null;
  period: string;
}) {
  const { grade, status, period } = properties;
  return (
    <>
      {period === "" ? null : <span className="quiet">{period}</span>}
      <span className="grade">{grade === null ? "–" : grade.toFixed(1)}</span>
      {status === null ? (
        <Lozenge>Not graded yet</Lozenge>
      ) : (
        <Lozenge appearance={GRADES[status]}>{status}</Lozenge>
      )}
    </>
  );
}

function NodeFacts({ node, tabIndex }: { node: TreeNodeView; tabIndex: number }) {
  const { kind, issue, evidence, question, found, questions } = node;
  return (
    <>
      {issue === null ? null : <IssueName issue={issue} tabIndex={tabIndex} />}
      {kind === "opportunity" ? (
        <span className="quiet">
          {evidence.length === 0
            ? "no evidence yet"
            : `${count(evidence.length)} ${evidence.length === 1 ? "piece" : "pieces"} of evidence`}
        </span>
      ) : null}
      {kind === "experiment" && question !== null ? (
        <span className="quiet">asks: {QUESTIONS[question].toLowerCase()}?</span>
      ) : null}
      {kind === "experiment" ? (
        found === null ? (
          <Lozenge>not answered yet</Lozenge>
        ) : (
          <Lozenge appearance={FOUND[found.answer]}>{found.answer}</Lozenge>
        )
      ) : null}
      {questions.length === 0 ? null : (
        <span className="questions">
          {questions.map(({ id, state, question: words, test }) => (
            <span key={id} className={`question ${state.replace(" ", "-")}`} title={`${words} ${test}`}>
              {QUESTIONS[id]}: {state}
            </span>
          ))}
        </span>
      )}
    </>
  );
}
