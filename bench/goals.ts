import { table } from "./table.ts";

/** A goal of a benchmark, and the number that was measured. */
export interface Goal {
  readonly name: string;
  /** Follows numbers, such as `x` or ` s`. */
  readonly unit: string;
  readonly goal: number;
  readonly measured: number;
  /** True if more is better. */
  readonly atLeast: boolean;
}

/** A table of goals with a verdict on each. The benchmark's process fails in the end if one is missed. */
export function judge(goals: readonly Goal[]): string {
  const isMet = ({ goal, measured, atLeast }: Goal) => (atLeast ? measured >= goal : measured <= goal);
  if (!goals.every(isMet)) process.exitCode = 1;
  const rows = goals.map((one) => {
    const { name, unit, goal, measured, atLeast } = one;
    return [
      name,
      `${atLeast ? "≥" : "≤"} ${goal}${unit}`,
      `${measured.toFixed(2)}${unit}`,
      isMet(one) ? "met" : "missed",
    ];
  });
  return table(["", "goal", "measured", "verdict"], rows);
}
