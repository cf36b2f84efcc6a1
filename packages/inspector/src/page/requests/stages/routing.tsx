import type { Stage } from "../../../api/index.ts";
import { Badge } from "../../ui/badge.tsx";
import { Facts } from "../../ui/facts.tsx";
import { TableHead } from "../../ui/table-head.tsx";
import type { Tone } from "../../ui/tones.ts";
import { SourceLink } from "../source-link.tsx";
import { nameOfBehavior } from "./describe.ts";

const DECISIONS: Readonly<Record<string, readonly [text: string, tone: Tone]>> = {
  taken: ["taken", "good"],
  "passed-over": ["passed over", "noted"],
  "not-reached": ["not reached", "neutral"],
};

/** The behaviors in their order, and why each was taken or passed over. */
export function RoutingBody({ stage }: { stage: Extract<Stage, { kind: "routing" }> }) {
  return (
    <>
      <Facts
        facts={[
          ["Distribution", stage.distribution],
          ["Origin", stage.origin],
        ]}
      />
      <table>
        <caption class="hidden-visually">Behaviors in their order</caption>
        <TableHead columns={["Behavior", "Decision", "Why"]} />
        <tbody>
          {stage.behaviors.map((behavior) => {
            const [text, tone] = DECISIONS[behavior.decision] ?? [behavior.decision, "neutral"];
            return (
              <tr key={behavior.index} class={behavior.decision}>
                <th scope="row" class="mono">
                  {nameOfBehavior(behavior)}
                </th>
                <td>
                  <Badge tone={tone}>{text}</Badge>
                </td>
                <td>
                  {behavior.why} {behavior.source && <SourceLink at={behavior.source} />}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
