import type {
  CoverageView,
  ObjectiveView,
  OutcomesTree,
  TreeNodeView,
} from "#shared/contract/outcomes/tree.ts";
import { coverageOf } from "#shared/outcomes/coverage.ts";
import { gradeObjective, gradeStatement } from "#shared/outcomes/grade.ts";
import { fourQuestions } from "#shared/outcomes/presets.ts";
import { outcomeProgress } from "#shared/outcomes/progress.ts";
import { pathTo } from "#shared/outcomes/tree.ts";
import { projectOf } from "#sync/scoring/project-issues.ts";
import type { Entry } from "#sync/store/followed-records.ts";
import type { OutcomesDesk, Sight } from "./desk.ts";
import { givenOf } from "./given.ts";
import { outcomeHead } from "./head.ts";
import { liveIssue } from "./live-issue.ts";
import { nodesOf } from "./nodes.ts";
import type { NodeRecord, ObjectiveRecord, OutcomeRecord } from "./records.ts";
import { servingByOutcome } from "./serving.ts";

const UNSERVING_NAMED = 200;

/** The tree of a project's outcomes, or of all (null). */
export async function treeOf(desk: OutcomesDesk, project: string | null): Promise<OutcomesTree> {
  const sight = await desk.look();
  const { ledger } = desk;
  const serving = servingByOutcome(desk);
  const all = nodesOf(ledger);
  const chosen = [...ledger.outcomes.values()].filter(({ body }) => isOf(body, project));
  const ids = new Set(chosen.map(({ body }) => body.id));
  const nodes = [...ledger.nodes.values()].filter(({ body }) =>
    pathTo(all, body.id).some(({ id }) => ids.has(id)),
  );
  return {
    today: sight.today,
    outcomes: chosen.map((entry) => outcomeHead(desk, sight, entry, serving)),
    nodes: nodes.map((entry) => nodeView(desk, sight, entry)),
    objectives: [...ledger.objectives.values()].map((entry) => objectiveView(desk, sight, entry)),
    coverage: coverageView(desk, sight, project, chosen),
  };
}

/** An outcome that names no project is everybody's. */
const isOf = ({ projects }: Pick<OutcomeRecord, "projects">, project: string | null): boolean =>
  project === null || projects.length === 0 || projects.includes(project);

function nodeView(desk: OutcomesDesk, { known }: Sight, entry: Entry<NodeRecord>): TreeNodeView {
  const { id, kind, title, parentId, issue, evidence, question, found } = entry.body;
  return {
    id,
    kind,
    title,
    parentId,
    evidence,
    question,
    found,
    revision: entry.revision,
    issue: issue && liveIssue(known, issue),
    questions: kind === "solution" ? questionsOf(desk, id) : [],
    given: givenOf(desk, entry),
  };
}

/** What a solution's experiments say about each question: one that fails outweighs those that hold. */
function questionsOf({ ledger }: OutcomesDesk, solution: string): TreeNodeView["questions"] {
  const experiments = [...ledger.nodes.values()].map(({ body }) => body);
  return fourQuestions.map(({ id, question, test }) => {
    const answers = experiments
      .filter((one) => one.parentId === solution && one.kind === "experiment" && one.question === id)
      .map(({ found }) => found?.answer ?? "under test");
    const said = (["fails", "holds", "under test", "unclear"] as const).find((each) =>
      answers.includes(each),
    );
    return { id, question, test, state: said ?? "untested" };
  });
}

function objectiveView(desk: OutcomesDesk, { today }: Sight, entry: Entry<ObjectiveRecord>): ObjectiveView {
  const { ledger } = desk;
  const results = [...ledger.outcomes.values()].filter(({ body }) => body.objectiveId === entry.body.id);
  const shares = results.map(
    ({ body }) => outcomeProgress(body.metric, ledger.readingsOf(body.id), today).share,
  );
  const { grade, status, ungraded } = gradeObjective(shares);
  return {
    ...entry.body,
    revision: entry.revision,
    keyResults: results.map(({ body }) => body.id),
    grade,
    status,
    ungraded,
    statement: gradeStatement,
    given: givenOf(desk, entry),
  };
}

/** Open outcomes beside the work in progress that the mirrors know. */
function coverageView(
  { scoring }: OutcomesDesk,
  { known }: Sight,
  project: string | null,
  outcomes: readonly Entry<OutcomeRecord>[],
): CoverageView {
  const inProgress = [...known.byId.values()].filter(
    ({ work, key }) => work === "in progress" && (project === null || projectOf(key) === project),
  );
  const links = [...scoring.ledger.outcomes.values()].flatMap(({ body }) =>
    body.outcomes.map(({ id, contribution }) => ({
      issueId: body.issue.id,
      outcomeId: id,
      expectedChange: contribution,
    })),
  );
  const open = outcomes.filter(({ body }) => !body.isClosed).map(({ body }) => ({ id: body.id }));
  const { unservingShare, unserving, outcomesWithoutWork, sentence } = coverageOf(
    inProgress.map(({ id }) => id),
    open,
    links,
  );
  return {
    unservingShare,
    inProgress: inProgress.length,
    unservingCount: unserving.length,
    unserving: unserving.slice(0, UNSERVING_NAMED).flatMap((id) => {
      const issue = known.byId.get(id);
      return issue ? [liveIssue(known, issue)] : [];
    }),
    outcomesWithoutWork: [...outcomesWithoutWork],
    sentence,
  };
}
