import type { DeployedDistribution } from "../../deployment.ts";
import type { ServedDistribution } from "../base/distribution.ts";
import { hostName } from "../http/headers.ts";
import { compileDistribution } from "./compile-distribution.ts";

/** Finds distributions by host. A distribution is compiled again only when it has changed. */
export class HostIndex {
  #deployed: DeployedDistribution[] = [];
  #exact = new Map<string, ServedDistribution>();
  /** Suffixes of wildcard aliases, `.example.com`, the longest first. */
  #wildcards: [suffix: string, distribution: ServedDistribution][] = [];
  #only: ServedDistribution | undefined;
  /** Distributions that earlier searches found, by the host as the viewer sent it. */
  readonly #known = new Map<string, ServedDistribution>();

  /**
   * @param host as in the request, with or without a port
   * @returns undefined for a host that no distribution has
   */
  find(host: string, distributions: Iterable<DeployedDistribution>): ServedDistribution | undefined {
    this.#refresh(distributions);
    const known = this.#known.get(host);
    if (known !== undefined) return known;
    const served = this.#search(host);
    if (served !== undefined && this.#known.size < maxKnownHosts) this.#known.set(host, served);
    return served;
  }

  #search(host: string): ServedDistribution | undefined {
    const name = hostName(host);
    const local = name.endsWith(".localhost") ? name.slice(0, -".localhost".length) : name;
    return (
      this.#exact.get(name) ??
      this.#exact.get(local) ??
      this.#wildcards.find(([suffix]) => local.endsWith(suffix))?.[1] ??
      (loopbackNames.has(name) ? this.#only : undefined)
    );
  }

  #refresh(distributions: Iterable<DeployedDistribution>): void {
    let index = 0;
    let same = true;
    for (const distribution of distributions) {
      const before = this.#deployed[index];
      index += 1;
      if (!isUnchanged(distribution, before)) {
        same = false;
        break;
      }
    }
    if (!same || index !== this.#deployed.length) this.#build([...distributions]);
  }

  #build(deployed: DeployedDistribution[]): void {
    const before = new Map([...this.#exact.values()].map((served) => [served.id, served]));
    this.#deployed = deployed;
    this.#known.clear();
    this.#exact = new Map();
    this.#wildcards = [];
    for (const distribution of deployed) {
      const kept = before.get(distribution.id);
      const served =
        kept !== undefined && isUnchanged(distribution, kept.deployed) ? kept : compileDistribution(distribution);
      this.#exact.set(distribution.domainName.toLowerCase(), served);
      this.#exact.set(distribution.id.toLowerCase(), served);
      for (const alias of distribution.config.Aliases?.Items ?? []) {
        const name = alias.toLowerCase();
        if (name.startsWith("*.")) this.#wildcards.push([name.slice(1), served]);
        else this.#exact.set(name, served);
      }
    }
    this.#wildcards.sort(([a], [b]) => b.length - a.length);
    const primaries = deployed.filter((distribution) => distribution.primaryId === undefined);
    this.#only = primaries.length === 1 ? this.#exact.get(primaries[0]?.domainName.toLowerCase() ?? "") : undefined;
  }
}

/** The ETag stays the same when a staging distribution gets another primary. */
function isUnchanged({ id, etag, primaryId }: DeployedDistribution, before: DeployedDistribution | undefined): boolean {
  return before !== undefined && before.id === id && before.etag === etag && before.primaryId === primaryId;
}

const loopbackNames: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** A limit, since a wildcard alias matches any number of different hosts. */
const maxKnownHosts = 1_000;
