import { randomUUID } from "node:crypto";
import { ServiceError } from "../../service-error.ts";
import { type Call, type Operations, textOf } from "../call.ts";
import { queryDefinitionKind } from "./kinds.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html */
export const queryDefinitionOperations: Operations = {
  PutQueryDefinition({ input, account, region }) {
    const name = textOf(input, "name");
    const queryString = textOf(input, "queryString");
    if (name === "" || name.length > 255) invalid("name must have 1 to 255 characters.");
    if (queryString === "" || queryString.length > 10_000) invalid("queryString must have 1 to 10,000 characters.");
    const given = textOf(input, "queryDefinitionId");
    if (given !== "") find({ input, account, region });
    const id = given || randomUUID();
    const { queryLanguage = "CWLI", logGroupNames = [] } = input;
    const lastModified = Date.now();
    const definition = { queryLanguage, queryDefinitionId: id, name, queryString, logGroupNames, lastModified };
    account.all(queryDefinitionKind).put({ id, region, definition });
    return { queryDefinitionId: id };
  },

  DescribeQueryDefinitions({ input, account, region }) {
    const prefix = textOf(input, "queryDefinitionNamePrefix");
    const definitions = Array.from(account.all(queryDefinitionKind))
      .filter((record) => record.region === region)
      .map(({ definition }) => definition)
      .filter(({ name }) => String(name).startsWith(prefix));
    return { queryDefinitions: definitions };
  },

  DeleteQueryDefinition(call) {
    call.account.all(queryDefinitionKind).delete(find(call).id);
    return { success: true };
  },
};

function find({ input, account, region }: Pick<Call, "input" | "account" | "region">) {
  const id = textOf(input, "queryDefinitionId");
  const record = account.all(queryDefinitionKind).get(id);
  if (record?.region === region) return record;
  throw new ServiceError("ResourceNotFoundException", `The query definition '${id}' does not exist.`);
}

function invalid(message: string): never {
  throw new ServiceError("InvalidParameterException", message);
}
