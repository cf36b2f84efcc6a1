import type { DataPlane } from "@featheredge/loopback";
import type { HotPart } from "./hot-changes.ts";
import type { HotDeployment } from "./hot-deployment.ts";
import { differenceOf, type Snapshot, withParts } from "./snapshot.ts";
import type { AheadOfTerraform } from "./state.ts";

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
   * @returns those parts
   */
  revert(isKnown: boolean): Promise<readonly AheadOfTerraform[]>;
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
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };
  const mark = () => edge?.markAhead(new Map(Array.from(ahead.values(), ({ arn, part }) => [arn, part.name])));
  const put = async (part: HotPart, build: Snapshot): Promise<string> => {
    const content = build.contents.get(part.file);
    const before = served?.contents.get(part.file);
    if (served === undefined || content === undefined || before === undefined) {
      throw new Error(`${part.name} is not in the deployment.`);
    }
    const arn = await deployment.put(part, content, before);
    served = withParts(served, build, [part]);
    return arn;
  };
  const listed = (puts: Iterable<Put>) => Array.from(puts, ({ part: { kind, name } }) => ({ kind, name }));
  return {
    get parts() {
      return listed(ahead.values());
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
        return { kind: "ahead", parts: difference.parts.map(({ kind, name }) => ({ kind, name })) };
      }),
    applied: (build) =>
      inTurn(async () => {
        base = build;
        served = build;
        for (const [file, { part, build: later }] of [...ahead]) {
          if (later.number <= build.number || later.digests[file] === build.digests[file]) ahead.delete(file);
          else ahead.set(file, { part, build: later, arn: await put(part, later) });
        }
        mark();
      }),
    repeat: () =>
      inTurn(async () => {
        for (const [file, { part, build }] of ahead) ahead.set(file, { part, build, arn: await put(part, build) });
        mark();
      }),
    revert: (isKnown) =>
      inTurn(async () => {
        const reverted = [...ahead.values()];
        for (const { part } of reverted) if (base !== undefined) await put(part, base);
        ahead.clear();
        served = isKnown ? base : undefined;
        mark();
        return listed(reverted);
      }),
  };
}
