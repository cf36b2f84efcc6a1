/** One file of the inspector's page. */
export interface PageFile {
  /** Its media type. */
  readonly type: string;
  readonly body: string;
}
