import type { Accounts } from "../../control-plane/state/account.ts";
import type { AccessLogDelivery } from "../../deployment.ts";
import { deliveryDestinationKind, deliveryKind, deliverySourceKind } from "./kinds.ts";

/** The deliveries of a distribution's standard logs, for the data plane. */
export function accessLogDeliveriesOf(accounts: Accounts, arn: string): AccessLogDelivery[] {
  const account = accounts.get(arn.split(":")[4] ?? "");
  const source = account
    .all(deliverySourceKind)
    .find(({ resourceArn, logType }) => resourceArn === arn && logType === "ACCESS_LOGS");
  if (source === undefined) return [];
  return Array.from(account.all(deliveryKind))
    .filter(({ region, sourceName }) => region === source.region && sourceName === source.name)
    .flatMap((delivery) => {
      const destination = account.all(deliveryDestinationKind).find((one) => one.arn === delivery.destinationArn);
      if (destination === undefined) return [];
      return {
        account: account.id,
        type: destination.type,
        resourceArn: destination.resourceArn,
        outputFormat: destination.outputFormat ?? "json",
        recordFields: delivery.recordFields,
        fieldDelimiter: delivery.fieldDelimiter,
        suffixPath: delivery.s3?.suffixPath ?? "",
        enableHiveCompatiblePath: delivery.s3?.enableHiveCompatiblePath ?? false,
      };
    });
}
