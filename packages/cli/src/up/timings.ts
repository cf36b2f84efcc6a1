import type { Measure } from "@featheredge/loopback";

/** Takes the times of the steps of a start. */
export interface Timings {
  readonly measure: Measure;
  /** The steps in the order in which they began, with their begin and length, as lines of a table. */
  table(): string;
}

/**
 * @param zero - When the process was started, on the clock's scale.
 * @param clock - Milliseconds.
 */
export function takeTimings(zero = 0, clock: () => number = () => performance.now()): Timings {
  const steps: { readonly step: string; readonly begin: number; end?: number }[] = [];
  return {
    async measure(step, work) {
      const taken: (typeof steps)[number] = { step, begin: clock() };
      steps.push(taken);
      try {
        return await work();
      } finally {
        taken.end = clock();
      }
    },
    table() {
      const now = clock();
      const width = Math.max(...steps.map(({ step }) => step.length), "Step".length);
      const rows = steps.map(
        ({ step, begin, end = now }) => [step, seconds(begin - zero), seconds(end - begin)] as const,
      );
      return [["Step", "begins", "takes"] as const, ...rows, ["All", seconds(0), seconds(now - zero)] as const]
        .map(([step, begin, length]) => `${step.padEnd(width)}  ${begin.padStart(8)}  ${length.padStart(8)}\n`)
        .join("");
    },
  };
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
