import type { InitiativePage } from "#shared/contract/initiatives/page.ts";
import type { Day } from "#shared/day.ts";
import { rollUpDates } from "#shared/rollup/dates.ts";
import { workKey, type Work } from "#shared/rollup/works.ts";
import type { Sight } from "./sight.ts";

/** Its own dates, or those of what stands right below it; and what is due after its target and still open. */
export function datesOf({ initiative, index, standing: { progress } }: Sight): InitiativePage["dates"] {
  const { name, startsOn, targetOn } = initiative;
  const dated = (work: Work) => {
    const own = work.items.flatMap(({ id }) => index.item(id) ?? []);
    const first = (days: readonly (Day | null)[]): Day | null =>
      days.flatMap((day) => day ?? []).sort()[0] ?? null;
    return {
      key: workKey(work),
      startsOn: first(own.map((item) => item.startsOn)),
      dueOn: first(own.map((item) => item.dueOn)),
    };
  };
  const works = [...progress.lines, ...progress.leftOut].map(({ work }) => work);
  const live = works.filter(({ status }) => status !== "canceled");
  const direct = live.filter(({ isTop, isRoot }) => isTop || isRoot);
  const open = live.filter(({ status }) => status !== "completed");
  const parent = { key: `“${name}”`, startsOn, dueOn: targetOn };
  const { conflicts } = rollUpDates(parent, open.map(dated));
  const rolled = rollUpDates(parent, direct.map(dated));
  return { ...rolled, conflicts: [...conflicts] };
}
