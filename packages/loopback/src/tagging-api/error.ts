import { ServiceError } from "../service-error.ts";

/** @see https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html#API_GetResources_Errors */
export function invalidParameter(message: string): never {
  throw new ServiceError("InvalidParameterException", message);
}
