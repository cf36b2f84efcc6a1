import type { Stage } from "../../../api/index.ts";
import { Fields } from "../../ui/diff.tsx";
import { Facts } from "../../ui/facts.tsx";
import { formatBytes, formatDuration } from "../../ui/format.ts";
import { fieldsOfRequest } from "../fields-of.ts";

type StageOf<Kind extends Stage["kind"]> = { stage: Extract<Stage, { kind: Kind }> };

export function ViewerBody({ stage }: StageOf<"viewer">) {
  const { address, country, countryName, city, device, language, isSimulated, after } = stage;
  const region = [countryName ?? country, city].filter(Boolean).join(", ");
  return (
    <>
      <Facts
        facts={[
          ["Address", isSimulated ? `${address} (simulated)` : address],
          ["Country", region === "" ? "unknown: the address belongs to no country" : region],
          ["Device", device],
          ["Language", language],
        ]}
      />
      {after?.request && (
        <figure>
          <figcaption>Request</figcaption>
          <Fields label="The viewer's request" fields={fieldsOfRequest(after.request)} />
        </figure>
      )}
    </>
  );
}

export const AccessBody = ({ stage }: StageOf<"access">) => <p>{stage.reason}</p>;

export const StoredBody = ({ stage }: StageOf<"stored">) => (
  <Facts
    facts={[
      ["Stored", stage.stored ? "yes" : "no"],
      [
        "For",
        stage.seconds === undefined ? undefined : `${stage.seconds} s (${formatDuration(stage.seconds * 1_000)})`,
      ],
      ["Because", stage.reason],
    ]}
  />
);

export const AnswerBody = ({ stage }: StageOf<"answer">) => (
  <Facts
    facts={[
      ["X-Cache", stage.xCache],
      ["Body", formatBytes(stage.bytes)],
      ["Duration", formatDuration(stage.durationMs)],
      ["Note", stage.note],
      ["Aborted", stage.aborted ? "the viewer went away, or the origin broke off" : undefined],
    ]}
  />
);
