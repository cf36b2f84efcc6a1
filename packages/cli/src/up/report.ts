import { isDeepStrictEqual } from "node:util";
import type { Loopback } from "@featheredge/loopback";
import type { Context } from "../context.ts";
import { AlreadyReported, diagnosticsOf, mistakesAsText } from "../report/failure.ts";
import type { Ahead, Reverted } from "./ahead.ts";
import { inspectorUrl, servedDistributions } from "./served-distributions.ts";
import type { AheadOfTerraform, DriftCheck, LastBuild, TerraformStatus } from "./state.ts";
import type { UpStore } from "./store.ts";

/** Reports what happens in `up` to its store. */
export interface Reporter {
  /** The loopback answers. @param from - Where the deployment comes from, if it has one */
  served(loopback: Pick<Loopback, "deployment" | "edge">, from: "kept" | "applied"): void;
  terraform(status: TerraformStatus): void;
  /** Terraform has made a plan, of which this is the summary. */
  planned(text: string): void;
  built(build: LastBuild): void;
  ahead(ahead: Pick<Ahead, "parts">, parts: readonly AheadOfTerraform[], since: number): void;
  applied(ahead: Pick<Ahead, "parts">, since: number, after: "start" | "edit"): void;
  reverted(ahead: Pick<Ahead, "parts">, reverted: Reverted): void;
  drift(drift: DriftCheck): void;
  /**
   * A build or a run of Terraform failed.
   * @throws the error, if it is a defect
   */
  failed(error: unknown, build?: LastBuild): Promise<void>;
}

/** @param started - When the command was started, in milliseconds since 1970. */
export function createReporter({ root }: Pick<Context, "root">, store: UpStore, started: number): Reporter {
  let isServing = false;
  const terraform = (status: TerraformStatus) => ({ terraform: { status, since: Date.now() } });
  return {
    served(loopback, from) {
      const before = store.state.distributions;
      const distributions = servedDistributions(loopback);
      const change = { distributions, inspector: inspectorUrl(loopback) };
      if (!isServing) {
        if (distributions.length === 0) return;
        isServing = true;
        store.emit({ type: "serving", milliseconds: Date.now() - started, from }, change);
        return;
      }
      const known = new Map(before.map((one) => [one.id, one]));
      for (const distribution of distributions) {
        const type = known.has(distribution.id) ? "distribution-changed" : "distribution-added";
        if (!isDeepStrictEqual(known.get(distribution.id), distribution)) store.emit({ type, distribution }, change);
        known.delete(distribution.id);
      }
      for (const distribution of known.values()) store.emit({ type: "distribution-removed", distribution }, change);
    },
    planned: (text) => store.emit({ type: "plan", text }),
    terraform: (status) => store.emit({ type: "terraform", status }, terraform(status)),
    built: (build) => store.emit({ type: "built", build }, { build, diagnostics: [] }),
    ahead(ahead, parts, since) {
      store.emit(
        { type: "ahead", parts, milliseconds: Math.round(Date.now() - since) },
        { ahead: ahead.parts, ...terraform("waiting") },
      );
    },
    applied(ahead, since, after) {
      const status = ahead.parts.length === 0 ? "applied" : "waiting";
      const change = { ahead: ahead.parts, diagnostics: [], ...terraform(status) };
      store.emit({ type: "applied", milliseconds: Math.round(Date.now() - since), after }, change);
    },
    reverted(ahead, { parts, failures }) {
      const change = { ahead: ahead.parts };
      if (parts.length > 0) store.emit({ type: "reverted", parts }, change);
      for (const { name, reason } of failures) {
        const text = `${name} could not be put back to what Terraform applied last, so the next apply restores it: ${reason}`;
        store.emit({ type: "step", text }, change);
      }
    },
    drift: (drift) => store.emit({ type: "drift", drift }, { drift }),
    async failed(error, build) {
      const diagnostics = diagnosticsOf(error) ?? [];
      if (diagnostics.length === 0 && !(error instanceof AlreadyReported)) throw error;
      const text = diagnostics.length === 0 ? "" : await mistakesAsText(root, diagnostics);
      const change = build === undefined ? terraform("failed") : { build };
      store.emit({ type: "failed", diagnostics, text }, { diagnostics, ...change });
    },
  };
}
