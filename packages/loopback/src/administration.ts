/**
 * Changes and listings of deployed resources that the inspector offers. They run through the same operations as CloudFront's
 * API, so the same rules hold. Every method throws an error with a message for people if AWS would reject the change.
 */
export interface Administration {
  keyValueStores(): readonly AdministeredStore[];
  putKey(storeArn: string, key: string, value: string): void;
  deleteKey(storeArn: string, key: string): void;
  /** The newest first. */
  invalidations(): readonly AdministeredInvalidation[];
  invalidate(distributionId: string, paths: readonly string[]): AdministeredInvalidation;
  /** The stages of a CloudFront Function, by its ARN. */
  stagesOf(functionArn: string): readonly AdministeredStage[];
}

export interface AdministeredStore {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  /** Sorted by key. */
  readonly entries: readonly (readonly [key: string, value: string])[];
}

export interface AdministeredInvalidation {
  readonly id: string;
  readonly distributionId: string;
  readonly created: Date;
  readonly isCompleted: boolean;
  readonly paths: readonly string[];
}

interface AdministeredStage {
  readonly name: "DEVELOPMENT" | "LIVE";
  readonly bytes: number;
  readonly modified: Date;
}
