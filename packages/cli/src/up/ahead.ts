import type { DataPlane } from "@featheredge/loopback";
import type { HotPart } from "./hot-changes.ts";
import type { HotDeployment } from "./hot-deployment.ts";
import { differenceOf, type Snapshot, withParts } from "./snapshot.ts";
import type { AheadOfTerraform } from "./state.ts";
import { takeTurns } from "./take-turns.ts";

/** The way in which a build is brought to the loopback. */
type Followed =
  /** It is served already. */
  | { readonly kind: "served" }
  /** These parts were put into the loopback, and no other part differs. */
  | { readonly kind: "ahead"; readonly parts: readonly AheadOfTerraform[] }
  /** Only Terraform can apply it, or the loopback has rejected a part. */
  | { readonly kind: "terraform"; readonly rejected?: Error };

/** The deployment that the loopback serves, and how far it is ahead of Terraform. */
export interface Ahead {
  readonly parts: readonly AheadOfTerraform[];
  /** Puts the parts of a build into the loopback, if only contents of parts have changed. */
  follow(build: Snapshot): Promise<Followed>;
  /**
   * Takes note that Terraform has applied a build. Parts of a later one are put again, since Terraform may have replaced
   * them.
   */
  applied(build: Snapshot): Promise<void>;
  /** Puts all parts again, since a run of Terraform that failed may have replaced some. */
  repeat(): Promise<void>;
  /**
   * Puts all parts back to the build that Terraform applied last.
   * @param isKnown - False if Terraform may have applied a part of another build.
   */
  revert(isKnown: boolean): Promise<Reverted>;
}

export interface Reverted {
  /** The parts that were put back. */
  readonly parts: readonly AheadOfTerraform[];
  /** The parts that the loopback did not take back, such as a function that Terraform has removed, with the reasons. */
  readonly failures: readonly (AheadOfTerraform & { readonly reason: string })[];
}

interface Put {
  readonly part: HotPart;
  readonly build: Snapshot;
  readonly arn: string;
}

/** @param edge - Marks the parts in the traces of requests. */
export function trackAhead(deployment: HotDeployment, edge: Pick<DataPlane, "markAhead"> | undefined): Ahead {
  const ahead = new Map<string, Put>();
  let base: Snapshot | undefined;
  let served: Snapshot | undefined;
  const inTurn = takeTurns();
  const mark = () => edge?.markAhead(new Map(Array.from(ahead.values(), ({ arn, part }) => [arn, part.name])));
  const put = async (part: HotPart, build: Snapshot): Promise<string> => {
    const content = build.contents.get(part.file);
    const before = served?.contents.get(part.file);
    if (served === undefined || content === undefined || before === undefined) {
      throw new Error(`${part.name} is not in the deployment.`);
    }
    const arn = await deployment.put(part, content, before).catch(async (error) => {
      // The put may have changed some of it, such as one of two distributions that use the function.
      await deployment.put(part, before, content).catch(() => {});
      throw error;
    });
    served = withParts(served, build, [part]);
    return arn;
  };
  /** Puts a part again that a run of Terraform may have replaced, or leaves it to the next one, which applies it anyway. */
  const putAgain = async (part: HotPart, build: Snapshot): Promise<void> => {
    try {
      ahead.set(part.file, { part, build, arn: await put(part, build) });
    } catch {
      ahead.delete(part.file);
      if (served !== undefined && base !== undefined) served = withParts(served, base, [part]);
    }
  };
  return {
    get parts() {
      return Array.from(ahead.values(), ({ part }) => shown(part));
    },
    follow: (build) =>
      inTurn(async () => {
        if (served === undefined) return { kind: "terraform" };
        const difference = differenceOf(served, build);
        if (difference.kind === "none") return { kind: "served" };
        if (difference.kind === "terraform") return { kind: "terraform" };
        try {
          for (const part of difference.parts) {
            ahead.set(part.file, { part, build, arn: await put(part, build) });
            mark();
          }
        } catch (error) {
          return { kind: "terraform", rejected: error as Error };
        }
        return { kind: "ahead", parts: difference.parts.map(shown) };
      }),
    applied: (build) =>
      inTurn(async () => {
        base = build;
        served = build;
        for (const [file, { part, build: later }] of [...ahead]) {
          if (later.number <= build.number || later.digests[file] === build.digests[file]) ahead.delete(file);
          else await putAgain(part, later);
        }
        mark();
      }),
    repeat: () =>
      inTurn(async () => {
        for (const { part, build } of [...ahead.values()]) await putAgain(part, build);
        mark();
      }),
    revert: (isKnown) =>
      inTurn(async () => {
        const parts: AheadOfTerraform[] = [];
        const failures: Reverted["failures"][number][] = [];
        for (const { part } of ahead.values()) {
          try {
            if (base !== undefined) await put(part, base);
            parts.push(shown(part));
          } catch (error) {
            failures.push({ ...shown(part), reason: (error as Error).message });
          }
        }
        ahead.clear();
        served = isKnown && failures.length === 0 ? base : undefined;
        mark();
        return { parts, failures };
      }),
  };
}

function shown({ kind, name }: HotPart): AheadOfTerraform {
  return { kind, name };
}
