import { describeDiagnostic } from "@featheredge/diagnostics";
import type { DriftCheck, ProjectStatus } from "@featheredge/inspector/api";
import type { UpState } from "../state.ts";

/** The state of `up` as the inspector shows it. @param editor the name of the editor that opens lines, if there is one */
export function statusOf(state: UpState, editor: string | undefined): ProjectStatus {
  const { environment, terraform, ahead, build, diagnostics } = state;
  return {
    environment,
    terraform: terraform.status,
    ahead: ahead.map(({ name }) => name),
    ...(build === undefined ? {} : { lastBuild: { succeeded: build.succeeded, durationMs: build.milliseconds } }),
    errors: diagnostics.map((diagnostic) => ({
      text: describeDiagnostic(diagnostic),
      ...(diagnostic.at === undefined ? {} : { source: sourceOf(diagnostic.at) }),
      ...(diagnostic.page === "" ? {} : { page: diagnostic.page }),
    })),
    ...(editor === undefined ? {} : { editor }),
  };
}

/** A check for drift as the inspector shows it. */
export function driftOf(check: NonNullable<UpState["drift"]>): DriftCheck {
  const { status, at } = check;
  const stacks = check.status === "checked" ? check.stacks : [];
  const differences = stacks.flatMap(({ stack, differences: listed }) =>
    listed.map(({ subject, detail }) => ({ stack, subject, detail })),
  );
  return { status, at, differences };
}

function sourceOf({ file, line, column, key }: NonNullable<UpState["diagnostics"][number]["at"]>) {
  return {
    file,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(key === undefined ? {} : { key }),
  };
}
