import EmptyState from "@atlaskit/empty-state";
import Heading from "@atlaskit/heading";
import SectionMessage from "@atlaskit/section-message";
import type { CalibrationAnswer, CalibrationView } from "#shared/contract/outcomes/bet.ts";
import { AnsweredPart } from "../../components/answered-part.tsx";
import { Bars } from "../../components/bars.tsx";
import { RouteLink } from "../../components/route-link.tsx";
import { count } from "../../components/words.ts";
import { useFresh, useOutcomes } from "../outcomes-context.ts";
import { PATHS } from "../routes.ts";
import { percent } from "../words.ts";
import { CalibrationChart } from "./calibration-chart.tsx";
import { bandLabel, bandVerdict } from "./chart-shape.ts";

/** Whether people who say 80 % are right in 80 of 100. */
export function CalibrationPage() {
  const { project } = useOutcomes();
  const asked = useFresh("bets.calibration", { project });
  return (
    <>
      <header className="view-header">
        <Heading size="medium" as="h1">
          Calibration
        </Heading>
      </header>
      <AnsweredPart
        asked={asked}
        name="the calibration"
        outline={
          <>
            <Bars count={1} height={72} />
            <Bars count={1} height={340} />
          </>
        }
      >
        {(answer) =>
          answer.all.count === 0 ? <NothingMeasured answer={answer} /> : <Shown answer={answer} />
        }
      </AnsweredPart>
    </>
  );
}

function NothingMeasured({ answer: { unmeasured, running } }: { answer: CalibrationAnswer }) {
  return (
    <EmptyState
      header="No bet has been measured yet"
      headingLevel={2}
      description={`Once bets are measured, this page shows whether those who say “80 % sure” are right in 80 of 100 cases. ${bets(running)} running, ${bets(unmeasured)} to be measured now.`}
      primaryAction={<RouteLink to={PATHS.bets}>Go to the bets</RouteLink>}
    />
  );
}

const bets = (amount: number): string => `${count(amount)} ${amount === 1 ? "bet is" : "bets are"}`;

function Shown({ answer }: { answer: CalibrationAnswer }) {
  const { all, byTeam, byFramework, unmeasured, unmeasurable } = answer;
  return (
    <>
      {all.isEnough ? (
        <p className="lead">{all.sentence}</p>
      ) : (
        <SectionMessage appearance="information" title="Too few to say more">
          <p>{all.sentence} Until then the numbers below are chance as much as skill.</p>
        </SectionMessage>
      )}
      <Numbers calibration={all} />
      {unmeasured > 0 || unmeasurable > 0 ? (
        <p className="quiet">
          In none of these numbers:{" "}
          {unmeasured === 0 ? null : (
            <>
              {count(unmeasured)} due and not measured (
              <RouteLink to={PATHS.bets}>measure {unmeasured === 1 ? "it" : "them"}</RouteLink>)
            </>
          )}
          {unmeasured > 0 && unmeasurable > 0 ? ", " : ""}
          {unmeasurable === 0 ? "" : `${count(unmeasurable)} that could not be measured`}.
        </p>
      ) : null}
      <div className="calibration-columns">
        <section className="panel" aria-labelledby="bands-heading">
          <h2 id="bands-heading">What people said, and what came true</h2>
          <CalibrationChart calibration={all} />
        </section>
        <section className="panel" aria-labelledby="band-table-heading">
          <h2 id="band-table-heading">By confidence</h2>
          <div className="scrolls" role="region" aria-label="By confidence" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th scope="col">Said</th>
                  <th scope="col" className="number">
                    Came true
                  </th>
                  <th scope="col" className="number">
                    95 % interval
                  </th>
                  <th scope="col">So people were</th>
                </tr>
              </thead>
              <tbody>
                {all.bands.map((band) => (
                  <tr key={band.from}>
                    <th scope="row">{bandLabel(band.from, band.to)}</th>
                    <td className="number">
                      {band.hitRate === null
                        ? "–"
                        : `${count(band.hits)} of ${count(band.count)}, ${percent(band.hitRate)}`}
                    </td>
                    <td className="number">
                      {band.interval === null
                        ? "–"
                        : `${percent(band.interval[0])} to ${percent(band.interval[1])}`}
                    </td>
                    <td>{bandVerdict(band)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      </div>
      <Groups
        title="By team"
        groups={byTeam.map(({ team, calibration }) => ({
          name: team === "" ? "No team" : team,
          calibration,
        }))}
      />
      <Groups title="By framework" groups={byFramework} />
    </>
  );
}

function Numbers({ calibration }: { calibration: CalibrationView }) {
  const { count: measured, hits, baseRate, brier, baseRateBrier, skill } = calibration;
  const numbers = [
    { name: "Measured", value: count(measured), note: `${count(hits)} came true` },
    { name: "Base rate", value: baseRate === null ? "–" : percent(baseRate), note: "of all bets are hits" },
    {
      name: "Brier score",
      value: brier === null ? "–" : brier.toFixed(3),
      note: "0 is perfect, 0.25 is a coin",
    },
    {
      name: "Always the base rate",
      value: baseRateBrier === null ? "–" : baseRateBrier.toFixed(3),
      note:
        skill === null
          ? "nothing to compare with"
          : skill > 0
            ? `${percent(skill)} worse than what was said`
            : "as good as what was said, or better",
    },
  ];
  return (
    <dl className="numbers">
      {numbers.map(({ name, value, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
          <dd className="quiet">{note}</dd>
        </div>
      ))}
    </dl>
  );
}

function Groups(properties: {
  title: string;
  groups: readonly { readonly name: string; readonly calibration: CalibrationView }[];
}) {
  const { title, groups } = properties;
  if (groups.length === 0) return null;
  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      <div className="scrolls" role="region" aria-label={`Calibration ${title.toLowerCase()}`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{title.replace("By ", "").replace(/^./, (letter) => letter.toUpperCase())}</th>
              <th scope="col" className="number">
                Measured
              </th>
              <th scope="col" className="number">
                Came true
              </th>
              <th scope="col" className="number">
                Brier score
              </th>
              <th scope="col" className="number">
                Always the base rate
              </th>
              <th scope="col">Says</th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ name, calibration }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="number">{count(calibration.count)}</td>
                <td className="number">
                  {calibration.baseRate === null ? "–" : percent(calibration.baseRate)}
                </td>
                <td className="number">{calibration.brier?.toFixed(3) ?? "–"}</td>
                <td className="number">{calibration.baseRateBrier?.toFixed(3) ?? "–"}</td>
                <td>{verdict(calibration)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function verdict({ isEnough, skill }: CalibrationView): string {
  if (!isEnough) return "too few";
  if (skill === null) return "nothing to compare with";
  return skill > 0 ? "better than the average" : "the average would do";
}
