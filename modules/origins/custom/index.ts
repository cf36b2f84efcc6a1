import { Construct } from "constructs";
import type { z } from "zod";
import type { WithoutOutputs } from "../../forms.ts";
import type { NewerArgument } from "../../newer-arguments.ts";
import type { Origin } from "../origin.ts";
import { commonBlock, newerServerArguments, serverBlock } from "../settings/block.ts";
import type { customOriginOptions } from "./options.ts";

export type CustomOriginProps = Omit<WithoutOutputs<z.input<typeof customOriginOptions>>, "type"> & {
  /** The id of an origin access control, where the server checks CloudFront's signature. @default none */
  readonly accessControlId?: string | undefined;
};

/** An HTTP server with a public host name. Only data sources are created, for its secret headers. */
export class CustomOrigin extends Construct implements Origin {
  readonly block: Origin["block"];
  readonly newerArguments: readonly NewerArgument[];

  constructor(scope: Construct, id: string, props: CustomOriginProps) {
    super(scope, id);
    const { domainName, accessControlId } = props;
    this.block = {
      domainName,
      ...(accessControlId === undefined ? {} : { originAccessControlId: accessControlId }),
      ...commonBlock(this, props),
      customOriginConfig: serverBlock(props),
    };
    this.newerArguments = newerServerArguments(props);
  }
}
