import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startControlPlane, type TestControlPlane } from "../control-plane/testing/control-plane.ts";
import { distributionConfig } from "../control-plane/testing/distribution.ts";
import type { MotoRequest } from "../moto/request/request.ts";
import { fillServiceGaps } from "./listener.ts";

const account = "123456789012";
let controlPlane: TestControlPlane;
let server: Server;
let distribution: string;
let workgroup: object;
let toMoto: string[];

beforeEach(async () => {
  controlPlane = await startControlPlane();
  const { Distribution } = await controlPlane.client.createDistribution({ DistributionConfig: distributionConfig() });
  distribution = Distribution?.ARN ?? "";
  toMoto = [];
  workgroup = { Name: "site", Configuration: { BytesScannedCutoffPerQuery: 10, EnforceWorkGroupConfiguration: true } };
  const send = async ({ headers, body }: MotoRequest) => {
    const operation = headers.find((text) => /^(AmazonAthena|Kinesis_20131202)\./.test(text)) ?? "other";
    toMoto.push(operation);
    if (operation.endsWith("CreateWorkGroup")) workgroup = JSON.parse(body.toString());
    return {
      status: 200,
      statusMessage: "OK",
      headers: [],
      body: Buffer.from(JSON.stringify({ WorkGroup: workgroup })),
    };
  };
  const listener = fillServiceGaps((_, response) => response.end('{"from":"moto"}'), {
    send,
    accountFor: (...args) => controlPlane.accountFor(...args),
    log: () => undefined,
  });
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await controlPlane.close();
});

// biome-ignore lint/suspicious/noExplicitAny: the answers have the shapes of many operations.
async function call(target: string, input: object, region = "us-east-1"): Promise<any> {
  const { port } = server.address() as AddressInfo;
  const [service = ""] = target.split("_");
  const answer = await fetch(`http://127.0.0.1:${port}/`, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${account}/20261129/${region}/${service.toLowerCase()}/aws4_request`,
      "x-amz-target": target,
      "content-type": "application/x-amz-json-1.1",
    },
    body: JSON.stringify(input),
  });
  return answer.json();
}
const logs = (operation: string, input: object, region?: string) => call(`Logs_20140328.${operation}`, input, region);
const athena = (operation: string, input: object) => call(`AmazonAthena.${operation}`, input);

/** Makes a source, a destination and a delivery to a bucket. @returns the delivery */
async function deliver(destinationResourceArn: string, suffixPath = "{DistributionId}/{yyyy}") {
  await logs("PutDeliverySource", { name: "site", resourceArn: distribution, logType: "ACCESS_LOGS" });
  const { deliveryDestination } = await logs("PutDeliveryDestination", {
    name: "bucket",
    outputFormat: "parquet",
    deliveryDestinationConfiguration: { destinationResourceArn },
    tags: { stage: "qa" },
  });
  const { delivery } = await logs("CreateDelivery", {
    deliverySourceName: "site",
    deliveryDestinationArn: deliveryDestination.arn,
    recordFields: ["date", "sc-status"],
    s3DeliveryConfiguration: { suffixPath, enableHiveCompatiblePath: true },
  });
  return delivery;
}

describe("deliveries of standard logs", () => {
  it("are what the data plane delivers by, as soon as they are made or changed", async () => {
    const { id } = await deliver("arn:aws:s3:::logs/cloudfront");
    expect(controlPlane.deployment.accessLogDeliveries(distribution)).toEqual([
      {
        account,
        type: "S3",
        resourceArn: "arn:aws:s3:::logs/cloudfront",
        outputFormat: "parquet",
        recordFields: ["date", "sc-status"],
        fieldDelimiter: "\t",
        suffixPath: "{DistributionId}/{yyyy}",
        enableHiveCompatiblePath: true,
      },
    ]);
    await logs("UpdateDeliveryConfiguration", { id, recordFields: ["time"] });
    expect(controlPlane.deployment.accessLogDeliveries(distribution)[0]?.recordFields).toEqual(["time"]);
    await logs("DeleteDelivery", { id });
    expect(controlPlane.deployment.accessLogDeliveries(distribution)).toEqual([]);
  });

  it("get a prefix from AWS when they are created without one, and lose it when they are updated", async () => {
    const { id, s3DeliveryConfiguration } = await deliver("arn:aws:s3:::logs");
    expect(s3DeliveryConfiguration.suffixPath).toBe("AWSLogs/{account-id}/CloudFront/{DistributionId}/{yyyy}");
    await logs("UpdateDeliveryConfiguration", { id, s3DeliveryConfiguration: { suffixPath: "{DistributionId}" } });
    const { delivery } = await logs("GetDelivery", { id });
    expect(delivery.s3DeliveryConfiguration.suffixPath).toBe("{DistributionId}");
  });

  it("are not made twice for one source and kind of destination, and hold both", async () => {
    const { id } = await deliver("arn:aws:s3:::logs/cloudfront");
    expect(await deliver("arn:aws:s3:::logs/cloudfront")).toBeUndefined();
    expect(await logs("DeleteDeliverySource", { name: "site" })).toMatchObject({ __type: "ConflictException" });
    expect(await logs("DeleteDeliveryDestination", { name: "bucket" })).toMatchObject({ __type: "ConflictException" });
    await logs("DeleteDelivery", { id });
    expect(await logs("DeleteDeliverySource", { name: "site" })).toEqual({});
    expect(await logs("DeleteDeliveryDestination", { name: "bucket" })).toEqual({});
  });

  it.each([
    [
      "PutDeliverySource",
      { name: "other", resourceArn: "arn:aws:cloudfront::123456789012:distribution/E404", logType: "ACCESS_LOGS" },
      "ResourceNotFoundException",
    ],
    [
      "PutDeliveryDestination",
      {
        name: "a",
        outputFormat: "parquet",
        deliveryDestinationConfiguration: { destinationResourceArn: "arn:aws:logs:us-east-1:123456789012:log-group:a" },
      },
      "ValidationException",
    ],
    ["CreateDelivery", { deliverySourceName: "none", deliveryDestinationArn: "arn" }, "ResourceNotFoundException"],
  ])("%s is rejected where AWS rejects it", async (operation, input, type) => {
    expect(await logs(operation, input)).toMatchObject({ __type: type });
  });

  it("of a distribution are made in us-east-1 only", async () => {
    const input = { name: "site", resourceArn: distribution, logType: "ACCESS_LOGS" };
    expect(await logs("PutDeliverySource", input, "eu-west-1")).toMatchObject({ __type: "ValidationException" });
  });

  it("have their own tags, while moto has those of log groups", async () => {
    const { deliveryDestinationArn } = await deliver("arn:aws:s3:::logs/cloudfront");
    const resource = { resourceArn: deliveryDestinationArn };
    await logs("TagResource", { ...resource, tags: { team: "web" } });
    await logs("UntagResource", { ...resource, tagKeys: ["stage"] });
    expect(await logs("ListTagsForResource", resource)).toEqual({ tags: { team: "web" } });
    await logs("ListTagsForResource", { resourceArn: "arn:aws:logs:us-east-1:123456789012:log-group:a" });
    expect(toMoto).toEqual(["other"]);
  });
});

describe("saved queries", () => {
  it("of Logs Insights are put, changed, found by prefix and deleted", async () => {
    const { queryDefinitionId } = await logs("PutQueryDefinition", { name: "site/errors", queryString: "fields a" });
    await logs("PutQueryDefinition", { name: "site/errors", queryString: "fields b", queryDefinitionId });
    const { queryDefinitions } = await logs("DescribeQueryDefinitions", { queryDefinitionNamePrefix: "site/" });
    expect(queryDefinitions).toMatchObject([{ queryString: "fields b", queryDefinitionId }]);
    expect(await logs("DeleteQueryDefinition", { queryDefinitionId })).toEqual({ success: true });
    expect(await logs("DeleteQueryDefinition", { queryDefinitionId })).toMatchObject({
      __type: "ResourceNotFoundException",
    });
  });

  it("of Athena are created, updated and deleted", async () => {
    const query = { Name: "errors", Database: "logs", QueryString: "SELECT 1", WorkGroup: "site" };
    const { NamedQueryId } = await athena("CreateNamedQuery", query);
    await athena("UpdateNamedQuery", { NamedQueryId, Name: "errors", QueryString: "SELECT 2" });
    expect((await athena("GetNamedQuery", { NamedQueryId })).NamedQuery.QueryString).toBe("SELECT 2");
    expect(await athena("ListNamedQueries", { WorkGroup: "site" })).toEqual({ NamedQueryIds: [NamedQueryId] });
    await athena("DeleteNamedQuery", { NamedQueryId });
    expect(await athena("GetNamedQuery", { NamedQueryId })).toMatchObject({ __type: "InvalidRequestException" });
  });
});

describe("a stream of Kinesis", () => {
  it("gets the tags that it is created with, which moto drops", async () => {
    await call("Kinesis_20131202.CreateStream", { StreamName: "live", Tags: { stage: "qa" } });
    await call("Kinesis_20131202.CreateStream", { StreamName: "plain" });
    expect(toMoto).toEqual(
      ["CreateStream", "AddTagsToStream", "CreateStream"].map((name) => `Kinesis_20131202.${name}`),
    );
  });
});

describe("a workgroup of Athena", () => {
  it("is updated by creating it again in moto, with the other settings as they were", async () => {
    await athena("UpdateWorkGroup", { WorkGroup: "site", ConfigurationUpdates: { BytesScannedCutoffPerQuery: 20 } });
    expect(workgroup).toMatchObject({
      Name: "site",
      Configuration: { BytesScannedCutoffPerQuery: 20, EnforceWorkGroupConfiguration: true },
    });
    expect(toMoto.map((target) => target.split(".")[1])).toEqual([
      "GetWorkGroup",
      "ListTagsForResource",
      "DeleteWorkGroup",
      "CreateWorkGroup",
    ]);
  });
});

describe("a budget", () => {
  const budgets = (operation: string, input: object) =>
    call(`AWSBudgetServiceGateway.${operation}`, { AccountId: account, ...input });
  const notification = { NotificationType: "ACTUAL", ComparisonOperator: "GREATER_THAN", Threshold: 80 };
  const mail = { SubscriptionType: "EMAIL", Address: "a@example.com" };
  const budget = {
    BudgetName: "site",
    BudgetType: "COST",
    TimeUnit: "MONTHLY",
    BudgetLimit: { Amount: "50", Unit: "USD" },
  };
  const create = () =>
    budgets("CreateBudget", {
      Budget: budget,
      NotificationsWithSubscribers: [{ Notification: notification, Subscribers: [mail] }],
      ResourceTags: [{ Key: "team", Value: "web" }],
    });

  it("is described with AWS's defaults, its notifications, subscribers and tags", async () => {
    await create();
    const { Budget } = await budgets("DescribeBudget", { BudgetName: "site" });
    expect(Budget).toMatchObject({
      BudgetLimit: { Amount: "50.0" },
      CostTypes: { IncludeTax: true },
      TimePeriod: { End: 3706473600 },
    });
    const { Notifications } = await budgets("DescribeNotificationsForBudget", { BudgetName: "site" });
    expect(Notifications).toEqual([{ ...notification, ThresholdType: "PERCENTAGE", NotificationState: "OK" }]);
    const subscribers = { BudgetName: "site", Notification: notification };
    expect(await budgets("DescribeSubscribersForNotification", subscribers)).toEqual({ Subscribers: [mail] });
    const arn = { ResourceARN: `arn:aws:budgets::${account}:budget/site` };
    expect(await budgets("ListTagsForResource", arn)).toEqual({ ResourceTags: [{ Key: "team", Value: "web" }] });
  });

  it("is changed and deleted, with its notifications", async () => {
    await create();
    await budgets("UpdateBudget", { NewBudget: { ...budget, BudgetLimit: { Amount: "75.5", Unit: "USD" } } });
    await budgets("DeleteNotification", { BudgetName: "site", Notification: notification });
    await budgets("CreateNotification", {
      BudgetName: "site",
      Notification: { ...notification, Threshold: 90 },
      Subscribers: [mail],
    });
    expect(await budgets("DescribeBudget", { BudgetName: "site" })).toMatchObject({
      Budget: { BudgetLimit: { Amount: "75.5" } },
    });
    expect(await budgets("DescribeNotificationsForBudget", { BudgetName: "site" })).toMatchObject({
      Notifications: [{ Threshold: 90 }],
    });
    await budgets("DeleteBudget", { BudgetName: "site" });
    expect(await budgets("DescribeBudget", { BudgetName: "site" })).toMatchObject({ __type: "NotFoundException" });
  });

  it.each([
    ["the same name twice", { Budget: budget }, "DuplicateRecordException"],
    ["no limit", { Budget: { ...budget, BudgetName: "b", BudgetLimit: undefined } }, "InvalidParameterException"],
    [
      "a limit of 0",
      { Budget: { ...budget, BudgetName: "b", BudgetLimit: { Amount: "0", Unit: "USD" } } },
      "InvalidParameterException",
    ],
    ["a name with a colon", { Budget: { ...budget, BudgetName: "a:b" } }, "InvalidParameterException"],
  ])("is rejected for %s", async (_, input, code) => {
    await create();
    expect(await budgets("CreateBudget", input)).toMatchObject({ __type: code });
  });
});
