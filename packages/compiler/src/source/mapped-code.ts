/** Code with its source map, as JSON. */
export interface MappedCode {
  readonly code: string;
  readonly map: string;
}
