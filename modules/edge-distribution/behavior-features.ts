import type { Construct } from "constructs";
import { FieldLevelEncryption } from "../field-level-encryption/index.ts";
import { KeyGroups } from "../key-group/index.ts";
import { realtimeLogConfigArn } from "../realtime-logs/existing.ts";
import type { ResolvedBehavior } from "./resolve.ts";

/** Terraform's arguments for a behavior's key groups, field-level encryption, gRPC and real-time logs. */
export function behaviorFeatures(distribution: Construct, behavior: ResolvedBehavior) {
  const { key, trustedKeyGroups, fieldLevelEncryption, grpcConfig, realtimeLogConfig } = behavior;
  return {
    ...(trustedKeyGroups === undefined
      ? {}
      : {
          trustedKeyGroups: trustedKeyGroups.map((group, index) =>
            KeyGroups.of(distribution).id(distribution, group, `${key}.trustedKeyGroups[${index}]`),
          ),
        }),
    ...(fieldLevelEncryption === undefined
      ? {}
      : {
          fieldLevelEncryptionId: FieldLevelEncryption.of(distribution).id(
            distribution,
            fieldLevelEncryption,
            `${key}.fieldLevelEncryption`,
          ),
        }),
    ...(grpcConfig === undefined ? {} : { grpcConfig }),
    ...(realtimeLogConfig === undefined
      ? {}
      : { realtimeLogConfigArn: realtimeLogConfigArn(distribution, realtimeLogConfig) }),
  };
}
