import type { Sources } from "@featheredge/diagnostics";
import { formatInteger } from "../report/table.ts";
import type { ServedDistribution, UpEvent, UpState } from "../up/state.ts";
import { frameDiagnostic } from "./frames.ts";
import { milliseconds } from "./request-line.ts";
import { type Line, type Span, span } from "./spans.ts";

type LastBuild = NonNullable<UpState["build"]>;

/** Facts that a line needs besides its event. */
export interface LineContext {
  readonly columns: number;
  /** The build before the one that the event is about. */
  readonly before: LastBuild | undefined;
  /** The sources of the event's diagnostics. */
  readonly sources: Sources;
}

/** The lines that an event adds to the terminal above the block. Text of other programs is not one of them. */
export function eventLines(event: UpEvent, state: UpState, context: LineContext): Line[] {
  switch (event.type) {
    case "step":
      return [[span(`› ${event.text}`, "dim")]];
    case "serving":
      return [
        ok(`serving after ${milliseconds(event.milliseconds)}`),
        ...(event.from === "kept" ? [[span("  as it was applied last; Terraform plans meanwhile", "dim")]] : []),
        ...state.distributions.flatMap(addresses),
      ];
    case "changed":
      return [[span("› changed: ", "dim"), span(event.files.join(", "))]];
    case "built":
      return event.build.succeeded ? [builtLine(event.build, context.before)] : [];
    case "ahead":
      return [
        [
          ...ok(`served after ${milliseconds(event.milliseconds)}: ${event.parts.map(({ name }) => name).join(", ")}`),
          span(", ahead of Terraform", "dim"),
        ],
      ];
    case "reverted":
      return [
        [
          span("↩ ", "warning"),
          span(`put back to what Terraform applied last: ${event.parts.map(({ name }) => name).join(", ")}`),
        ],
      ];
    case "applied":
      return [ok(`applied after ${milliseconds(event.milliseconds)}`)];
    case "failed":
      return [
        ...event.diagnostics.flatMap((diagnostic) => frameDiagnostic(diagnostic, context.sources, context.columns)),
        [span("✗ ", "bad"), span("not applied; what was applied before goes on being served")],
      ];
    case "distribution-added":
      return [[span("+ ", "good"), span(event.distribution.title, "bold")], ...addresses(event.distribution).slice(1)];
    case "distribution-changed":
      return [[span("~ ", "good"), span(event.distribution.title, "bold")], ...addresses(event.distribution).slice(1)];
    case "distribution-removed":
      return [[span("- ", "warning"), span(event.distribution.title, "bold"), span(" is not served any more")]];
    default:
      return [];
  }
}

function ok(text: string): Span[] {
  return [span("✓ ", "good"), span(text)];
}

function addresses({ title, urls }: ServedDistribution): Line[] {
  return [
    [span(`  ${title}`, "bold")],
    ...urls.map(({ http, https }) => [span("    "), span(http, "accent"), span("  "), span(https, "dim")]),
  ];
}

/** `built in 412 ms: redirects 3,736 → 3,801 B` names the functions that have another size, or are new or gone. */
function builtLine({ milliseconds: time, functions }: LastBuild, before: LastBuild | undefined): Line {
  const known = before?.functions ?? [];
  const changed = functions.flatMap(({ name, bytes }) => {
    const old = known.find((one) => one.name === name)?.bytes;
    if (old === bytes || before === undefined) return [];
    return [`${name} ${old === undefined ? "" : `${formatInteger(old)} → `}${formatInteger(bytes)} B`];
  });
  const gone = known
    .filter(({ name }) => !functions.some((one) => one.name === name))
    .map(({ name }) => `${name} removed`);
  const sizes = [...changed, ...gone];
  return [
    ...ok(`built in ${milliseconds(time)}`),
    ...(sizes.length === 0 ? [] : [span(`: ${sizes.join(", ")}`, "dim")]),
  ];
}
