import type { ObservedRequest } from "@featheredge/loopback";

/** Counts requests to the loopback that may have changed a resource and that no run of Terraform sent. */
export interface ForeignWrites {
  readonly count: number;
  observe(request: ObservedRequest): void;
}

/** The beginnings of operations that only read, in services whose requests name the operation. */
const reading = /\.(BatchGet|Describe|Get|List|Search)/;

/**
 * Watches the requests of clients. Terraform need not read a resource again that only Terraform itself has changed since
 * it was read last. When in doubt, a request counts as a write.
 */
export function watchForeignWrites(): ForeignWrites {
  let count = 0;
  return {
    get count() {
      return count;
    },
    observe({ method, target, userAgent }) {
      if (/(?:^| )featheredge-run\//.test(userAgent)) return;
      if (method === "GET" || method === "HEAD" || (target !== undefined && reading.test(target))) return;
      count += 1;
    },
  };
}
