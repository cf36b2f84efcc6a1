import type { RequestListener } from "node:http";
import { join } from "node:path";
import type { Administration } from "../administration.ts";
import type { Deployment } from "../deployment.ts";
import { once } from "../once.ts";
import type { MadeByRuns } from "../runs/run.ts";
import { createAdministration } from "./administration.ts";
import { deploymentOf } from "./deployment.ts";
import { InvalidationListeners } from "./invalidation-listeners.ts";
import { type FindReplica, replicaFinder } from "./lambda-replicas.ts";
import type { ControlPlaneOptions } from "./options.ts";
import { type Account, openAccounts } from "./state/account.ts";
import { madeBy } from "./state/made-by.ts";
import { recordsOfRuns } from "./undo.ts";

/** CloudFront's control plane. */
export interface ControlPlane {
  /** Answers CloudFront's REST-XML API. */
  readonly listener: RequestListener;
  /** The deployed resources, as the data plane reads them. */
  readonly deployment: Deployment;
  /** Lists and changes resources for the inspector. */
  readonly administration: Administration;
  /** The resources that runs of Terraform have made, so that they can be undone. */
  readonly made: MadeByRuns;
  /** Finds the versions of Lambda functions that have replicas. */
  readonly findReplica: FindReplica;
  /**
   * Opens an account for the sender of a request, so that each resource is marked with the run that makes it.
   * @throws {EndedRun} for a run of Terraform that has ended.
   */
  accountFor(id: string, userAgent: string | undefined): Account;
}

/**
 * Serves CloudFront's API from the loopback's own state. Clients can't distinguish a supported operation from AWS's; an
 * unsupported one answers 501 `NotImplemented`.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/Welcome.html
 * @throws {LoopbackError} when a file in the directory is not a valid resource.
 */
export function createControlPlane(options: ControlPlaneOptions): ControlPlane {
  const accounts = openAccounts(options.directory && join(options.directory, "cloudfront"), options.files);
  const invalidations = new InvalidationListeners();
  const accountFor: ControlPlane["accountFor"] = (id, userAgent) =>
    madeBy(accounts.get(id), options.makerOf?.(userAgent));
  const { clock, log, faults, makerOf } = options;
  // The APIs are loaded with the first request to each, so that kept distributions are served earlier.
  const keyValueApi = once(async () => {
    const { keyValueListener } = await import("./resources/key-value-store/values/listener.ts");
    return keyValueListener({ accounts, clock, log, faults, makerOf });
  });
  const cloudFrontApi = once(async () =>
    (await import("./api.ts")).cloudFrontApi({ ...options, accounts, accountFor, invalidations }),
  );
  return {
    async listener(request, response) {
      const answer = await (isKeyValueHost(request.headers.host) ? keyValueApi() : cloudFrontApi());
      answer(request, response);
    },
    deployment: deploymentOf(accounts, invalidations),
    administration: createAdministration({ ...options, accounts, invalidations }),
    made: recordsOfRuns(accounts),
    findReplica: replicaFinder(accounts, options.clock, options.replicaSeconds ?? 0),
    accountFor,
  };
}

/** True for the hosts of KeyValueStores' API, `<account>.cloudfront-kvs.global.api.aws`. */
function isKeyValueHost(host: string | undefined): boolean {
  return host?.toLowerCase().includes(".cloudfront-kvs.") ?? false;
}
