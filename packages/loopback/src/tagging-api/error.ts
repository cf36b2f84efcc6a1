/**
 * An error of the Resource Groups Tagging API.
 * @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html#API_GetResources_Errors
 */
export class TaggingError extends Error {
  override readonly name = "TaggingError";
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export function invalidParameter(message: string): never {
  throw new TaggingError("InvalidParameterException", message);
}
