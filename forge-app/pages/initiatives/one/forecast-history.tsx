import Button from "@atlaskit/button/default/button";
import ModalDialog, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from "@atlaskit/modal-dialog";
import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import type { Day } from "#shared/day.ts";
import { amount } from "#shared/outcomes/amount.ts";
import { dayWords } from "../words.ts";

/** The weeks that a forecast draws from, with the issues that each counts. */
export function ForecastHistory(properties: {
  history: InitiativePage["history"];
  today: Day;
  onClose: () => void;
}) {
  const { history, today, onClose } = properties;
  const weeks = [...history.weeks].reverse();
  return (
    <ModalDialog onClose={onClose} width="large">
      <ModalHeader hasCloseButton>
        <ModalTitle>What the forecast draws from</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <p className="quiet">
          Every trial draws whole weeks from these, what was completed and what scope came together, until
          nothing is left. Counted in {history.unit}.
        </p>
        <div className="table-frame tall" tabIndex={0} role="region" aria-label="Past weeks">
          <table>
            <thead>
              <tr>
                <th scope="col">Week to</th>
                <th scope="col">Completed</th>
                <th scope="col">Scope came</th>
                <th scope="col" className="keys">
                  Issues completed
                </th>
              </tr>
            </thead>
            <tbody>
              {weeks.map((week) => (
                <tr key={week.endsOn}>
                  <th scope="row">{dayWords(week.endsOn, today)}</th>
                  <td>{Math.round(week.completed * 10) / 10}</td>
                  <td>{amount(Math.round(week.added * 10) / 10, "")}</td>
                  <td className="keys">{week.completedKeys.join(", ")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>Close</Button>
      </ModalFooter>
    </ModalDialog>
  );
}
