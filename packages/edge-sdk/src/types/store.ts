/**
 * The KeyValueStore that is associated with the function. One read after another: to read several at once gains
 * nothing and costs memory.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-custom-methods.html
 */
export interface KeyValueStore {
  /** The value of a key; undefined when there is none or it can't be read. Never throws. */
  get(key: string): Promise<string | undefined>;
}

/** A config field that is changed without a deploy: see `dynamic` of `@featheredge/edge-sdk/config`. */
export interface Dynamic<Value> {
  /** The value in the KeyValueStore; the built-in one when none is there, or none of its type. Never throws. */
  get(): Promise<Value>;
}

/** A config field with thousands of entries: see `dynamicRecord` of `@featheredge/edge-sdk/config`. */
export interface DynamicRecord<Value> {
  /** The entry of a key; when none is there, the built-in one where these serve as a fallback. Never throws. */
  get(key: string): Promise<Value | undefined>;
}
