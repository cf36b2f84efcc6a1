import type { Attempt } from "./attempt.ts";
import { codeAttempts, globalAttempts } from "./code.ts";
import { exhaustionAttempts } from "./exhaustion.ts";
import { loadingAttempts, moduleAttempts } from "./modules.ts";
import { pollutionAttempts, resultAttempts } from "./pollution.ts";

export type { Attempt } from "./attempt.ts";

/** @param secretFile the path of a file that no function may read */
export function allAttempts(secretFile: string): Attempt[] {
  return [
    ...moduleAttempts(secretFile),
    ...loadingAttempts,
    ...codeAttempts,
    ...globalAttempts,
    ...pollutionAttempts,
    ...resultAttempts,
    ...exhaustionAttempts,
  ];
}
