import type { Answer } from "../base/answer.ts";
import type { ServedDistribution } from "../base/distribution.ts";
import type { RequestTrace } from "../base/trace.ts";
import type { ViewerRequest } from "../base/viewer-request.ts";

/** A request that was answered, from which the lines of logs are made. */
export interface LoggedRequest {
  readonly distribution: ServedDistribution;
  readonly viewer: ViewerRequest;
  readonly answer: Pick<Answer, "status">;
  /** The trace, with its result. */
  readonly trace: RequestTrace;
  /** Milliseconds until the first byte of the answer was sent. */
  readonly firstByteMs: number;
  /** When the answer was complete, in milliseconds since 1970. */
  readonly endedAt: number;
}

/** Writes the access logs that a distribution is configured to have. */
export interface AccessLogs {
  /** Queues the lines of a request and returns at once. */
  write(request: LoggedRequest): void;
  /** Delivers everything that is queued. Never rejects. */
  flush(): Promise<void>;
}
