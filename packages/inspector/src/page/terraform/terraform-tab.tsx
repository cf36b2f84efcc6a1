import { useEffect, useRef } from "preact/hooks";
import type { DriftCheck, ProjectStatus } from "../../api/index.ts";
import { SourceLink } from "../requests/source-link.tsx";
import { api } from "../state/api.ts";
import { projectStatus, terraformChanges } from "../state/requests.ts";
import { useResource } from "../state/resource.ts";
import { Address } from "../ui/address.tsx";
import { Badge } from "../ui/badge.tsx";
import { Facts } from "../ui/facts.tsx";
import { formatDate, formatDuration } from "../ui/format.ts";
import { Loaded } from "../ui/loaded.tsx";
import { TableHead } from "../ui/table-head.tsx";
import { attempt } from "../ui/toast.tsx";
import { toneOfTerraform } from "../ui/tones.ts";

/** Terraform's plan, log and drift, and what is ahead of it. */
export function TerraformTab() {
  const status = projectStatus.value;
  const view = useResource("terraform", () => api.readTerraform(), terraformChanges.value);
  const apply = () =>
    attempt(
      () => api.applyTerraform(),
      () => "Terraform plans and applies.",
    );
  const checkDrift = () =>
    attempt(
      () => api.checkDrift(),
      () => "Comparing AWS with what was applied last.",
    );
  return (
    <section class="content" aria-label="Terraform">
      <Loaded resource={view}>
        {({ status: state, plan, log, drift }) => (
          <>
            <div class="bar">
              <Badge tone={toneOfTerraform[state]}>{state}</Badge>
              <button type="button" class="primary" disabled={state === "applying"} onClick={() => void apply()}>
                Plan and apply
              </button>
            </div>
            {status && <Status status={status} />}
            <h2>Drift</h2>
            <div class="bar">
              <button type="button" disabled={drift?.status === "checking"} onClick={() => void checkDrift()}>
                Check for drift
              </button>
              <DriftStatus drift={drift} />
            </div>
            {drift && <Differences differences={drift.differences} />}
            <h2>Plan</h2>
            {plan ? <Output label="Plan" text={plan.text} /> : <p class="soft">No plan was made yet.</p>}
            <h2>Log</h2>
            {log.length > 0 ? <Output label="Log" text={log.join("\n")} follow /> : <p class="soft">Nothing logged.</p>}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Status({ status: { environment, ahead, lastBuild, errors } }: { status: ProjectStatus }) {
  return (
    <>
      <Facts
        facts={[
          ["Environment", environment],
          [
            "Last build",
            lastBuild && `${lastBuild.succeeded ? "succeeded" : "failed"} in ${formatDuration(lastBuild.durationMs)}`,
          ],
          [
            "Ahead",
            ahead.length > 0 && (
              <ul class="ahead">
                {ahead.map((name) => (
                  <li key={name}>
                    <Badge tone="noted">{name}</Badge>
                  </li>
                ))}
              </ul>
            ),
          ],
        ]}
      />
      {errors.length > 0 && (
        <ul class="errors" aria-label="Errors">
          {errors.map(({ text, source, page }) => (
            <li key={text}>
              {text} {source && <SourceLink at={source} />}{" "}
              {page !== undefined && (
                <a href={page} target="_blank" rel="noreferrer">
                  AWS’s page
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function DriftStatus({ drift }: { drift: DriftCheck | undefined }) {
  if (drift === undefined) return <p class="soft">Not checked since the start.</p>;
  if (drift.status === "checking") return <p class="soft">Comparing AWS with what was applied last …</p>;
  if (drift.status === "failed") return <p class="bad">The check at {formatDate(drift.at)} failed: see the log.</p>;
  if (drift.differences.length > 0) return <p>Found at {formatDate(drift.at)}:</p>;
  return <p>At {formatDate(drift.at)}, nothing had been changed outside of Terraform.</p>;
}

function Differences({ differences }: Pick<DriftCheck, "differences">) {
  if (differences.length === 0) return null;
  return (
    <table class="drift">
      <caption class="hidden-visually">Changes outside of Terraform</caption>
      <TableHead columns={["Stack", "Resource", "Difference"]} />
      <tbody>
        {differences.map(({ stack, subject, detail }) => (
          <tr key={`${stack} ${subject} ${detail}`}>
            <td>{stack}</td>
            <td class="mono">
              <Address text={subject} />
            </td>
            <td>{detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Text of a program, which keeps its end in view if it is followed. */
function Output({ label, text, follow = false }: { label: string; text: string; follow?: boolean }) {
  const box = useRef<HTMLPreElement>(null);
  useEffect(() => {
    if (follow && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [text, follow]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section class="box output mono" aria-label={label} tabIndex={0} ref={box}>
      {text}
    </section>
  );
}
