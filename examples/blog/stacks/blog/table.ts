import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table/index.js";
import type { ExtendApi } from "#stacks/api/extend.ts";

/** The table of the posts, which the API may read and add to. */
export default (({ scope, stack, api }) => {
  const table = new DynamodbTable(scope, "posts", {
    name: stack.resourceName("table", 255),
    billingMode: "PAY_PER_REQUEST",
    hashKey: "kind",
    rangeKey: "id",
    attribute: [
      { name: "kind", type: "S" },
      { name: "id", type: "S" },
    ],
    pointInTimeRecovery: { enabled: true },
  });
  api.setVariable("TABLE", table.name);
  api.allow({ sid: "Posts", actions: ["dynamodb:Query", "dynamodb:PutItem"], resources: [table.arn] });
}) satisfies ExtendApi;
