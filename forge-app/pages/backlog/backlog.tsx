import Tabs, { Tab, TabList, TabPanel } from "@atlaskit/tabs";
import { useCallback, useState } from "react";
import "./styles/backlog.css";
import "./styles/grid.css";
import "./styles/views.css";
import { useProject } from "../backend.ts";
import { Failed } from "../components/failed.tsx";
import { offerCsv } from "../components/offer-file.ts";
import type { BacklogAnswer } from "#shared/contract/scoring/backlog.ts";
import type { FrameworkId } from "#shared/scoring/framework.ts";
import { frameworkById } from "#shared/scoring/registry.ts";
import { inOwnWords } from "#shared/scoring/rubrics.ts";
import { Banners } from "./banners.tsx";
import type { Happened } from "./banners.tsx";
import type { BacklogState } from "./backlog-state.ts";
import { BulkEdit } from "./bulk-edit.tsx";
import { inputProblem } from "./bulk-change.ts";
import { Detail } from "./detail.tsx";
import { exportCsv } from "./export-csv.ts";
import { Header } from "./header.tsx";
import { History } from "./history.tsx";
import { ImportScores } from "./import/import-scores.tsx";
import { changeSentence } from "./import/plan.ts";
import { Notices } from "./notices.tsx";
import { metSentences } from "./save-all.ts";
import type { BatchSaved } from "./save-all.ts";
import { settingsOf } from "./standings.ts";
import type { Standing } from "./standings.ts";
import { Loading, NoIssues, NoneScored } from "./states.tsx";
import { columnsOf } from "./table/columns.ts";
import type { Column } from "./table/columns.ts";
import { Grid } from "./table/grid.tsx";
import type { Active } from "./table/keys.ts";
import { Toolbar } from "./toolbar.tsx";
import { useBacklog } from "./use-backlog.ts";
import type { BacklogActions } from "./use-backlog.ts";
import { useFaces } from "../components/use-faces.ts";
import { useOrder } from "./use-order.ts";
import { Disagreement } from "./views/disagreement.tsx";
import { Matrix } from "./views/matrix.tsx";
import { issues } from "../components/words.ts";

/** The project's issues by rank, where they are scored. */
export function Backlog() {
  const { key } = useProject();
  const [happened, setHappened] = useState<Happened | null>(null);
  const onNews = useCallback((sentence: string) => setHappened({ tone: "news", sentence, batch: null }), []);
  const { state, actions } = useBacklog(onNews);
  const { backlog, framework, trouble } = state;

  if (backlog === null || framework === null) {
    return (
      <main className="backlog">
        {trouble === null || state.isAsking ? (
          <Loading />
        ) : (
          <Failed trouble={trouble} onRetry={() => actions.load(null)} />
        )}
      </main>
    );
  }
  if (backlog.rows.length === 0) {
    return (
      <main className="backlog">
        <NoIssues project={key} />
      </main>
    );
  }
  return (
    <Shown
      key={framework}
      backlog={backlog}
      framework={framework}
      state={state}
      actions={actions}
      happened={happened}
      onHappened={setHappened}
    />
  );
}

type Open =
  { readonly kind: "bulk" } | { readonly kind: "import" } | { readonly kind: "history"; readonly id: string };

function Shown(properties: {
  backlog: BacklogAnswer;
  framework: FrameworkId;
  state: BacklogState;
  actions: BacklogActions;
  happened: Happened | null;
  onHappened: (happened: Happened | null) => void;
}) {
  const { backlog, framework, state, actions, happened, onHappened } = properties;
  const { settings, rows, mayGive, people } = backlog;
  const { jira } = useProject();
  const faces = useFaces();
  const order = useOrder(backlog, framework, state.loads);
  const { standings, ids, filters } = order;
  const [active, setActive] = useState<Active | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<Open | null>(null);
  const [tab, setTab] = useState(0);
  const [announced, setAnnounced] = useState("");
  const fields = inOwnWords(
    frameworkById(framework).fields(settingsOf(framework, settings)),
    settings.frameworks.find(({ id }) => id === framework)?.rubrics,
  );
  const [columns] = useState(() => columnsOf(fields, mayGive));
  const shown = ids.flatMap((id) => standings.of.get(id) ?? []);

  const onSelect = useCallback((these: readonly string[], isSelected: boolean) => {
    setSelected((before) => {
      const next = new Set(before);
      for (const id of these) {
        if (isSelected) next.add(id);
        else next.delete(id);
      }
      return next;
    });
  }, []);
  const onHistory = useCallback((id: string) => setOpen({ kind: "history", id }), []);
  const onEdit = (
    { row }: Standing,
    { field }: Extract<Column, { id: "input" }>,
    value: unknown,
  ): string | null => {
    if (row.inputs?.[field.key] === value) return null;
    const { [field.key]: _, ...others } = row.inputs ?? {};
    const inputs = value === undefined ? others : { ...others, [field.key]: value };
    const problem =
      value === undefined
        ? null
        : inputProblem(framework, settingsOf(framework, settings), field.key, inputs);
    if (problem !== null) return problem;
    const what = `${changeSentence(fields, row.inputs, { [field.key]: value })} for ${row.key}`;
    actions.edit([{ id: row.id, inputs: Object.keys(inputs).length === 0 ? null : inputs }], what);
    setAnnounced(what);
    return null;
  };
  const told = (saved: BatchSaved, sentence: string): BatchSaved => {
    if (saved.kind === "saved") {
      const sentences = [sentence, ...metSentences(saved.met)];
      const tone = saved.met.length === 0 ? "done" : "news";
      onHappened({ tone, sentence: sentences.join(" "), batch: saved.batch });
    }
    if (saved.kind === "kept") {
      onHappened({ tone: "news", sentence: `${saved.message} ${saved.advice}`, batch: null });
    }
    return saved;
  };
  const undo = async (batch: string) => {
    setOpen(null);
    const undone = await actions.undoBatch(batch, null);
    const left = undone.kind === "saved" ? undone.left.length : 0;
    onHappened({
      tone: undone.kind === "not-saved" ? "failed" : undone.kind === "kept" || left > 0 ? "news" : "done",
      batch: undone.kind === "not-saved" ? batch : null,
      sentence:
        undone.kind === "not-saved"
          ? `Not undone: ${undone.message} ${undone.advice}`
          : undone.kind === "kept"
            ? `${undone.message} ${undone.advice}`
            : left === 0
              ? "The whole batch is undone."
              : `The batch is undone but for ${issues(left)} that somebody changed since: those were left.`,
    });
  };
  const openRow = (id: string) => {
    if (!ids.includes(id)) order.setFilters({ ...filters, ...order.none });
    setTab(0);
    setActive({ id, column: columns.findIndex((column) => column.id === "issue") });
  };
  const close = () => setOpen(null);
  const history = open?.kind === "history" ? standings.of.get(open.id)?.row : undefined;

  return (
    <main className="backlog">
      <Header
        backlog={backlog}
        framework={framework}
        scored={standings.ranking.length}
        selected={selected.size}
        onFramework={actions.load}
        onBulk={() => setOpen({ kind: "bulk" })}
        onImport={() => setOpen({ kind: "import" })}
        onExport={() =>
          offerCsv(
            `backlog ${framework}.csv`,
            exportCsv(shown, fields, ({ id }) => {
              const face = faces.of(id);
              return face === "unknown" || face === "hidden" ? "" : face.title;
            }),
          )
        }
      />
      <Banners
        stale={state.trouble === null ? null : { trouble: state.trouble, since: backlog.now }}
        unsaved={state.unsaved}
        happened={happened}
        onReload={() => actions.load(framework)}
        onRetry={actions.retry}
        onDrop={actions.drop}
        onUndo={(batch) => void undo(batch)}
        onDismiss={() => onHappened(null)}
      />
      <Notices checks={backlog.checks} />
      {standings.ranking.length === 0 ? (
        <NoneScored
          first={fields[0]?.label ?? ""}
          onImport={mayGive.length > 0 ? () => setOpen({ kind: "import" }) : null}
        />
      ) : null}
      <Toolbar
        filters={filters}
        onFilters={order.setFilters}
        outcomes={backlog.outcomeTitles ?? {}}
        shown={ids.length}
        total={rows.length}
        moved={order.moved}
        onOrder={order.orderAgain}
        isFinding={order.isFinding}
        trouble={order.trouble ?? faces.trouble}
      />
      <div className="views">
        <Tabs id="views" selected={tab} onChange={setTab}>
          <TabList>
            <Tab>Table</Tab>
            <Tab>Value and effort</Tab>
            <Tab>Disagreement</Tab>
          </TabList>
          <TabPanel>
            <div className="table-view">
              {ids.length === 0 ? (
                <p className="nothing">
                  No issue passes these filters.{" "}
                  <button type="button" className="as-link" onClick={() => order.setFilters(order.none)}>
                    Clear them
                  </button>
                </p>
              ) : (
                <Grid
                  ids={ids}
                  standings={standings}
                  ranksBefore={order.ranksBefore}
                  columns={columns}
                  faces={faces}
                  people={people}
                  now={backlog.now}
                  underWay={state.underWay}
                  selected={selected}
                  active={active}
                  onActive={setActive}
                  onSelect={onSelect}
                  onOpen={jira.open}
                  onHistory={onHistory}
                  onEdit={onEdit}
                />
              )}
              <Detail standings={standings} id={active?.id ?? null} />
            </div>
          </TabPanel>
          <TabPanel>
            <Matrix
              standings={shown}
              framework={framework}
              settings={settings}
              faces={faces}
              onOpenRow={openRow}
            />
          </TabPanel>
          <TabPanel>
            <Disagreement standings={shown} framework={framework} faces={faces} onOpenRow={openRow} />
          </TabPanel>
        </Tabs>
      </div>
      <p className="visually-hidden" role="status">
        {announced}
      </p>
      {/* Without a transition: a dialog that is closed is gone, and catches no click any more. */}
      {open?.kind === "bulk" ? (
        <BulkEdit
          rows={rows}
          selected={selected}
          fields={fields.filter(({ key, kind }) => kind !== "survey" && mayGive.includes(key))}
          framework={framework}
          settings={settings}
          onSave={async (changes, why) => {
            const saved = await actions.saveBatch(changes, why, () => undefined);
            if (saved.kind === "saved") setSelected(new Set());
            return told(saved, `${issues(changes.length)} changed.`);
          }}
          onClose={close}
        />
      ) : null}
      {open?.kind === "import" ? (
        <ImportScores
          rows={rows}
          fields={fields}
          framework={framework}
          settings={settings}
          mayGive={mayGive}
          onSave={async (changes, why, onPart) => {
            const saved = await actions.saveBatch(changes, why, onPart);
            return told(saved, `${issues(changes.length)} imported.`);
          }}
          onClose={close}
        />
      ) : null}
      {history === undefined ? null : (
        <History
          issue={{ id: history.id, key: history.key }}
          settings={settings}
          onUndoBatch={(batch) => void undo(batch)}
          onClose={close}
        />
      )}
    </main>
  );
}
