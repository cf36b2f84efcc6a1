import { setTimeout as sleep } from "node:timers/promises";
import {
  type CloudFrontClient,
  CreateInvalidationCommand,
  GetInvalidationCommand,
  TooManyInvalidationsInProgress,
} from "@aws-sdk/client-cloudfront";

export interface InvalidateOptions {
  readonly client: CloudFrontClient;
  readonly distributionId: string;
  /** CloudFront answers a second request of the same reference and paths with the first one's invalidation. */
  readonly callerReference: string;
  /** Paths, and cache tags that begin with `#`. */
  readonly paths: readonly string[];
  /** Waits until all edge locations have dropped the copies. */
  readonly wait: boolean;
  /** Between two questions to CloudFront. */
  readonly intervalMilliseconds: number;
  readonly stop: AbortSignal;
  readonly onProgress: (line: string) => void;
}

/** How often an invalidation is tried while CloudFront processes as many paths as it takes. */
const attempts = 30;

/**
 * Creates an invalidation. While CloudFront has too many in progress, it tries again.
 *
 * @returns the invalidation's id
 * @throws CloudFront's error, TooManyInvalidationsInProgress after 30 attempts
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html
 */
export async function invalidate(options: InvalidateOptions): Promise<string> {
  const { client, distributionId: DistributionId, wait, intervalMilliseconds, stop, onProgress } = options;
  const pause = () => sleep(intervalMilliseconds, undefined, { signal: stop });
  let id = "";
  for (let attempt = 1; id === ""; attempt++) {
    try {
      id = await create(options);
    } catch (error) {
      if (!(error instanceof TooManyInvalidationsInProgress) || attempt === attempts) throw error;
      onProgress("CloudFront has too many invalidations in progress; trying again");
      await pause();
    }
  }
  if (!wait) return id;
  onProgress(`Waiting for the invalidation ${id}`);
  for (;;) {
    const { Invalidation } = await client.send(new GetInvalidationCommand({ DistributionId, Id: id }));
    if (Invalidation?.Status === "Completed") return id;
    await pause();
  }
}

async function create({ client, distributionId, callerReference, paths }: InvalidateOptions): Promise<string> {
  const { Invalidation } = await client.send(
    new CreateInvalidationCommand({
      DistributionId: distributionId,
      InvalidationBatch: { CallerReference: callerReference, Paths: { Quantity: paths.length, Items: [...paths] } },
    }),
  );
  return Invalidation?.Id ?? "";
}
