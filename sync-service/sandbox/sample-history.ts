import { seededRandom } from "#shared/random.ts";
import type { JiraSeed } from "./jira/seed.ts";
import type { LinearSeed } from "./linear/seed.ts";

/**
 * Months of delivery for the sample company, made by a seeded generator: issues with the days on which they came, were
 * begun and were done, as a team that has weekends, better and worse weeks and new ideas on the way would leave behind.
 */

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** A body of work as a team goes through it. Weeks are counted back from now. */
interface Plan {
  seed: number;
  titles: readonly string[];
  /** Issues known at the beginning, and how long ago that was. */
  planned: number;
  weeksAgo: number;
  /** Issues done in a usual week, and those that come on top meanwhile. */
  doneAWeek: number;
  newAWeek: number;
  /** Nothing is left to do, and the last issue was done so many weeks ago. */
  shippedWeeksAgo?: number;
}

/** One issue's life, in milliseconds since the epoch; null: not yet. */
interface Life {
  title: string;
  points: number;
  created: number;
  started: number | null;
  done: number | null;
  /** Given up instead of done. */
  isDropped: boolean;
}

const POINTS = [1, 2, 2, 3, 3, 3, 5, 5, 8] as const;

export function livesOf(plan: Plan, now: number): readonly Life[] {
  return lived(plan, now).map((life) => ({
    ...life,
    created: Math.round(life.created),
    started: life.started === null ? null : Math.round(life.started),
    done: life.done === null ? null : Math.round(life.done),
  }));
}

function lived(plan: Plan, now: number): readonly Life[] {
  const random = seededRandom(plan.seed);
  const between = (low: number, high: number): number => low + random() * (high - low);
  const begin = now - plan.weeksAgo * 7 * DAY;
  const end = now - (plan.shippedWeeksAgo ?? 0) * 7 * DAY;
  const lives: Life[] = [];
  const come = (created: number): void => {
    const title = plan.titles[lives.length % plan.titles.length] ?? "";
    const points = POINTS[Math.floor(random() * POINTS.length)] ?? 3;
    lives.push({ title, points, created, started: null, done: null, isDropped: false });
  };
  for (let n = 0; n < plan.planned; n += 1) come(begin - between(2, 25) * DAY);
  let next = 0;
  for (let week = begin; week < end; week += 7 * DAY) {
    const growth = plan.newAWeek * between(0, 2);
    for (let n = 0; n < Math.floor(growth) + Number(random() < growth % 1); n += 1)
      come(week + between(0, 6.5) * DAY);
    // A quarter of all weeks goes badly: holidays, support, an incident.
    const share = random() < 0.25 ? between(0, 0.5) : between(0.8, 1.5);
    const pace = plan.doneAWeek * share;
    const count = Math.floor(pace) + Number(random() < pace % 1);
    for (let n = 0; n < count && next < lives.length; n += 1, next += 1) {
      const life = lives[next];
      if (life === undefined) break;
      const done = onWeekday(Math.max(week + between(0, 6.5) * DAY, life.created + 2 * DAY), between(8, 16));
      if (done > end) break;
      life.done = done;
      life.started = Math.max(life.created + HOUR, onWeekday(done - between(2, 9) * DAY, between(8, 16)));
      life.isDropped = random() < 0.06;
    }
  }
  if (plan.shippedWeeksAgo !== undefined) {
    for (const life of lives.slice(next)) {
      life.done = end - between(0, 4) * DAY;
      life.started = Math.max(life.created + HOUR, life.done - between(2, 6) * DAY);
    }
    return lives.map((life) =>
      life.started !== null && life.started < life.created ? { ...life, created: life.started - DAY } : life,
    );
  }
  // What is under way now.
  for (const life of lives.slice(next, next + Math.ceil(plan.doneAWeek))) {
    life.started = Math.min(now - HOUR, Math.max(life.created + HOUR, now - between(1, 8) * DAY));
  }
  return lives;
}

/** At that hour (UTC) of the day, or of the Friday before when it falls on a weekend. */
function onWeekday(at: number, hour: number): number {
  const day = at - (at % DAY);
  const weekday = new Date(day).getUTCDay();
  const back = weekday === 6 ? 1 : weekday === 0 ? 2 : 0;
  return day - back * DAY + hour * HOUR;
}

type JiraIssues = NonNullable<JiraSeed["issues"]>;
type LinearIssues = NonNullable<LinearSeed["issues"]>;

/** As issues of a Jira project below a parent; people take turns. */
export function inJira(
  lives: readonly Life[],
  place: { project: string; parent: string; people: readonly string[]; labels?: readonly string[] },
): JiraIssues {
  return lives.map(({ title, points, created, started, done, isDropped }, index) => ({
    project: place.project,
    ref: `${place.parent}-${index}`,
    type: index % 5 === 4 ? "Bug" : "Story",
    summary: title,
    parent: place.parent,
    storyPoints: points,
    assignee: started === null ? null : (place.people[index % place.people.length] ?? null),
    labels: [...(place.labels ?? [])],
    created,
    updated: done ?? started ?? created,
    moves: [
      ...(started === null ? [] : [{ to: "In Progress", at: started }]),
      ...(done === null ? [] : [{ to: "Done", at: done }]),
    ],
    ...(isDropped ? { resolution: "Won't Do" } : {}),
  }));
}

/** As issues of a Linear project. */
export function inLinear(
  lives: readonly Life[],
  place: { team: string; project: string; people: readonly string[] },
): LinearIssues {
  const iso = (at: number): string => new Date(at).toISOString();
  return lives.map(({ title, points, created, started, done, isDropped }, index) => {
    const assignee = place.people[index % place.people.length];
    return {
      team: place.team,
      ref: `${place.project}-${index}`,
      title,
      project: place.project,
      estimate: points,
      state: done !== null ? (isDropped ? "Canceled" : "Done") : started !== null ? "In Progress" : "Todo",
      ...(started === null || assignee === undefined ? {} : { assignee }),
      createdAt: iso(created),
      updatedAt: iso(done ?? started ?? created),
      ...(started === null ? {} : { startedAt: iso(started) }),
      ...(done === null ? {} : isDropped ? { canceledAt: iso(done) } : { completedAt: iso(done) }),
    };
  });
}
