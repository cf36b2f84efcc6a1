import type { Stage } from "../../../api/index.ts";
import { urlOfTab } from "../../state/route.ts";
import { Facts } from "../../ui/facts.tsx";
import { formatDuration } from "../../ui/format.ts";
import { Link } from "../../ui/link.tsx";
import { TableHead } from "../../ui/table-head.tsx";

/** The parts of the key, and the policy that added each. */
export function CacheKeyBody({ stage }: { stage: Extract<Stage, { kind: "cache-key" }> }) {
  return (
    <table class="cache-key">
      <caption class="hidden-visually">Cache key</caption>
      <TableHead columns={["Part", "Value", "Policy"]} />
      <tbody>
        {stage.parts.map(({ part, value, by }) => (
          <tr key={part}>
            <th scope="row">{part}</th>
            <td class="mono">{value === "" ? <span class="soft">(empty)</span> : value}</td>
            <td class={by.kind === "cloudfront" ? "soft" : ""}>{by.name}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The entry that was found, or the one that is nearest to the key. */
export function CacheBody({ stage }: { stage: Extract<Stage, { kind: "cache" }> }) {
  const { entry, nearest, reason } = stage;
  return (
    <>
      <Facts
        facts={[
          ["Because", reason],
          ["Age", entry && formatDuration(entry.age * 1_000)],
          ["TTL", entry && formatDuration(entry.ttl * 1_000)],
          ["Decided by", entry && <code>{entry.decidedBy}</code>],
          ["Entry", entry && <EntryLink id={entry.id} text={entry.id} />],
        ]}
      />
      {nearest && (
        <figure>
          <figcaption>
            Nearest entry: <EntryLink id={nearest.id} text={nearest.path} />
          </figcaption>
          <table class="nearest">
            <caption class="hidden-visually">Parts of the key that differ from the nearest entry</caption>
            <TableHead columns={["Differing part", "This request", "Nearest entry"]} />
            <tbody>
              {nearest.differences.map(({ part, here, there }) => (
                <tr key={part}>
                  <th scope="row">{part}</th>
                  <td class="mono here">{here ?? <span class="soft">(none)</span>}</td>
                  <td class="mono there">{there ?? <span class="soft">(none)</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </figure>
      )}
    </>
  );
}

const EntryLink = ({ id, text }: { id: string; text: string }) => (
  <Link href={urlOfTab("cache", { entry: id })}>
    <code>{text}</code>
  </Link>
);
