/**
 * The KeyValueStore that is associated with the function. Read one key after another: parallel reads gain nothing and
 * cost memory.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-custom-methods.html
 */
export interface KeyValueStore {
  /** The value of a key; undefined if the store has none or can't be read. Never throws. */
  get(key: string): Promise<string | undefined>;
}

/** A config field that is changed without a deploy: see `dynamic` of `@featheredge/edge-sdk/config`. */
export interface Dynamic<Value> {
  /** The value in the KeyValueStore, or the built-in one if the store has none of the right type. Never throws. */
  get(): Promise<Value>;
}

/** A config field with thousands of entries: see `dynamicRecord` of `@featheredge/edge-sdk/config`. */
export interface DynamicRecord<Value> {
  /** The entry of a key, or else the built-in one if entries are built in as a fallback. Never throws. */
  get(key: string): Promise<Value | undefined>;
}
