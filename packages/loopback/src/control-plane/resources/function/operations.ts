import { cloudFrontFunctionQuotas } from "@featheredge/aws-rules";
import { Uint8ArrayBlobAdapter } from "@smithy/core/serde";
import type { Context } from "../../context.ts";
import { CloudFrontError, fail } from "../../protocol/errors.ts";
import type { Operations } from "../../protocol/operations.ts";
import { checkIfMatch } from "../../shared/if-match.ts";
import { oneOf } from "../../shared/invalid.ts";
import { pageOf } from "../../shared/paging.ts";
import { acceptTags } from "../../tagging/accept-tags.ts";
import { type FunctionRecord, functionKind } from "./kind.ts";
import { present, userOf } from "./present.ts";
import { testRun } from "./run-function-test.ts";
import { stageVersion } from "./stage-version.ts";
import { checkFunction, checkName } from "./validate.ts";

type Stage = "DEVELOPMENT" | "LIVE";

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html */
export const functionOperations: Operations = {
  CreateFunction({ Name: name = "", FunctionConfig: config, FunctionCode: code, Tags }, context) {
    const all = context.account.all(functionKind);
    checkName(name);
    if (config === undefined || code === undefined) fail("InvalidArgument", "A function needs a config and code.");
    if (all.get(name) !== undefined) fail("FunctionAlreadyExists", `The function '${name}' exists already.`);
    if (all.size >= cloudFrontFunctionQuotas.functionsPerAccount.value) {
      fail(
        "TooManyFunctions",
        `An account has at most ${cloudFrontFunctionQuotas.functionsPerAccount.value} functions.`,
      );
    }
    checkFunction(config, code, context);
    const now = new Date(context.clock());
    const development = { ...stageVersion(0), code, config, created: now, modified: now };
    all.put({ id: name, development, tags: acceptTags(Tags?.Items ?? [], "InvalidArgument") });
    return {
      ...described(find(name, context), "DEVELOPMENT", context),
      Location: `https://cloudfront.amazonaws.com/2020-05-31/function/${name}`,
    };
  },

  DescribeFunction: ({ Name, Stage }, context) => described(find(Name, context), stageOf(Stage), context),

  GetFunction({ Name, Stage }, context) {
    const { etag, code } = stageRecord(find(Name, context), stageOf(Stage));
    return { FunctionCode: Uint8ArrayBlobAdapter.mutate(code), ETag: etag, ContentType: "application/octet-stream" };
  },

  UpdateFunction({ Name, IfMatch, FunctionConfig: config, FunctionCode: code }, context) {
    const before = find(Name, context);
    checkIfMatch(IfMatch, before.development);
    if (config === undefined || code === undefined) fail("InvalidArgument", "A function needs a config and code.");
    checkFunction(config, code, context);
    const modified = new Date(context.clock());
    const next = stageVersion((before.development.version ?? 0) + 1);
    const development = { ...before.development, ...next, code, config, modified };
    context.account.all(functionKind).put({ ...before, development });
    return described(find(Name, context), "DEVELOPMENT", context);
  },

  PublishFunction({ Name, IfMatch }, context) {
    const before = find(Name, context);
    checkIfMatch(IfMatch, before.development);
    const modified = new Date(context.clock());
    const live = { ...before.development, created: before.live?.created ?? modified, modified };
    context.account.all(functionKind).put({ ...before, live });
    return { FunctionSummary: described(find(Name, context), "LIVE", context).FunctionSummary };
  },

  async TestFunction({ Name, IfMatch, Stage, EventObject }, context) {
    const record = find(Name, context);
    const stage = stageOf(Stage);
    const stored = stageRecord(record, stage);
    checkIfMatch(IfMatch, stored);
    const { FunctionSummary } = described(record, stage, context);
    return { TestResult: { FunctionSummary, ...(await testRun(stored, EventObject, context)) } };
  },

  DeleteFunction({ Name, IfMatch }, context) {
    const record = find(Name, context);
    checkIfMatch(IfMatch, record.development);
    const user = userOf(record, context);
    if (user !== undefined) {
      throw new CloudFrontError("FunctionInUse", `The function '${Name}' is in use by ${user}; remove it there first.`);
    }
    context.account.all(functionKind).delete(record.id);
    return {};
  },

  ListFunctions(input, context) {
    const stage = input.Stage === undefined ? undefined : stageOf(input.Stage);
    const all = [...context.account.all(functionKind)].filter(({ live }) => stage !== "LIVE" || live !== undefined);
    const { items, about } = pageOf(all, input);
    const { NextMarker, MaxItems, Quantity } = about;
    const Items = items.flatMap((record) => present(record, stage ?? "DEVELOPMENT", context) ?? []);
    return { FunctionList: { NextMarker, MaxItems, Quantity, Items } };
  },
};

function find(name: string | undefined, { account }: Context): FunctionRecord {
  return (
    account.all(functionKind).get(name ?? "") ?? fail("NoSuchFunctionExists", `The function '${name}' does not exist.`)
  );
}

function stageOf(stage: string | undefined): Stage {
  oneOf("Stage", stage, ["DEVELOPMENT", "LIVE"]);
  return stage === "LIVE" ? "LIVE" : "DEVELOPMENT";
}

function stageRecord(record: FunctionRecord, stage: Stage) {
  const stored = stage === "LIVE" ? record.live : record.development;
  return (
    stored ?? fail("NoSuchFunctionExists", `The function '${record.id}' was not published, so it has no live stage.`)
  );
}

function described(record: FunctionRecord, stage: Stage, context: Context) {
  return { FunctionSummary: present(record, stage, context), ETag: stageRecord(record, stage).etag };
}
