import { stripVTControlCharacters } from "node:util";
import type { UpEvent } from "../state.ts";

/** Lines that are kept: about what Terraform prints in a few runs. */
const mostLines = 500;

/** The last lines of Terraform's output, and the last plan's summary. */
export interface TerraformLog {
  readonly lines: readonly string[];
  /** The text of the last plan; undefined until there is one. */
  readonly plan: string | undefined;
  take(event: UpEvent): void;
}

/** Keeps what events say about Terraform, without the colors of a terminal. */
export function createTerraformLog(): TerraformLog {
  let lines: string[] = [];
  let plan: string | undefined;
  const add = (text: string) => {
    const added = stripVTControlCharacters(text).replace(/\n$/, "").split("\n");
    lines = [...lines, ...added].slice(-mostLines);
  };
  return {
    get lines() {
      return lines;
    },
    get plan() {
      return plan;
    },
    take(event) {
      if (event.type === "step" || event.type === "output" || event.type === "result") add(event.text);
      if (event.type === "plan") plan = event.text;
    },
  };
}
