import type { CalibrationAnswer, CalibrationView } from "#shared/contract/outcomes/bet.ts";
import { stateOf } from "#shared/outcomes/bet.ts";
import { calibrationBy, calibrationOf, predictionsOf } from "#shared/outcomes/calibration.ts";
import { frameworks } from "#shared/scoring/registry.ts";
import { betIsOf } from "./bet-view.ts";
import type { OutcomesDesk } from "./desk.ts";
import { NOT_SCORED } from "./write-bet.ts";

/** How often people are right who say how sure they are; of one project, or of all. */
export async function calibrationView(
  desk: OutcomesDesk,
  project: string | null,
): Promise<CalibrationAnswer> {
  const sight = await desk.look();
  const { ledger } = desk;
  const bets = [...ledger.bets.values()]
    .filter((entry) => betIsOf(sight, entry, project))
    .map(({ body }) => body.bet);
  const results = [...ledger.results.values()].map(({ body }) => body);
  const predictions = predictionsOf(bets, results);
  const states = bets.map((bet) => stateOf(bet, results, sight.today));
  return {
    all: told(calibrationOf(predictions)),
    byTeam: [...calibrationBy(predictions, ({ team }) => team)]
      .map(([team, calibration]) => ({ team, calibration: told(calibration) }))
      .sort((one, other) => other.calibration.count - one.calibration.count),
    byFramework: [...calibrationBy(predictions, ({ framework }) => framework)]
      .map(([framework, calibration]) => ({
        framework,
        name: nameOf(framework),
        calibration: told(calibration),
      }))
      .sort((one, other) => other.calibration.count - one.calibration.count),
    unmeasured: states.filter(({ state }) => state === "due").length,
    unmeasurable: states.filter((one) => one.state === "settled" && one.result.result === "unmeasurable")
      .length,
    running: states.filter(({ state }) => state === "running").length,
  };
}

function told({ bands, ...calibration }: ReturnType<typeof calibrationOf>): CalibrationView {
  const hits = bands.reduce((sum, band) => sum + band.hits, 0);
  return {
    ...calibration,
    hits,
    bands: bands.map(({ interval, ...band }) => ({ ...band, interval: interval && [...interval] })),
  };
}

function nameOf(framework: string): string {
  if (framework === NOT_SCORED) return "Not scored";
  return frameworks.find(({ id }) => id === framework)?.name ?? framework;
}
