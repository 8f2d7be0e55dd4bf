/** OKRs: key results graded 0 to 1, the objective as their mean, with the thresholds of Atlassian Goals. */
type GoalStatus = "off track" | "at risk" | "on track";

const atRisk = 0.4;
const onTrack = 0.7;

/** The rule in one sentence, for the place where its result is shown. */
export const gradeStatement = `Below ${atRisk} off track, below ${onTrack} at risk, from ${onTrack} on track.`;

interface ObjectiveGrade {
  /** 0 to 1; null while no key result has a reading. */
  readonly grade: number | null;
  readonly status: GoalStatus | null;
  /** Key results without a reading: not in the grade. */
  readonly ungraded: number;
}

/** `shares`: the progress of each key result, null without a reading. */
export function gradeObjective(shares: readonly (number | null)[]): ObjectiveGrade {
  const grades = shares.flatMap((share) => (share === null ? [] : [gradeOf(share)]));
  const ungraded = shares.length - grades.length;
  if (grades.length === 0) return { grade: null, status: null, ungraded };
  const grade = grades.reduce((sum, each) => sum + each, 0) / grades.length;
  return { grade, status: statusOf(grade), ungraded };
}

/** A key result's grade, 0 to 1: its progress, no worse than not begun and no better than reached. */
export function gradeOf(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function statusOf(grade: number): GoalStatus {
  if (grade < atRisk) return "off track";
  return grade < onTrack ? "at risk" : "on track";
}
