import type { z } from "zod";
import type { Origin } from "../origin.ts";
import type { customOriginOptions } from "./options.ts";

export type CustomOriginProps = Omit<z.input<typeof customOriginOptions>, "type"> & {
  /** The id of an origin access control, where the server checks CloudFront's signature. */
  readonly accessControlId?: string | undefined;
};

/** An HTTPS server with a public host name. Nothing is created for it. */
export class CustomOrigin implements Origin {
  readonly block: Origin["block"];

  constructor({ domainName, originReadTimeout = 30, accessControlId }: CustomOriginProps) {
    this.block = {
      domainName,
      ...(accessControlId === undefined ? {} : { originAccessControlId: accessControlId }),
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
        originReadTimeout,
      },
    };
  }
}
