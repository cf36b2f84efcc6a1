import type { LambdaCode, LambdaVersion } from "../../deployment.ts";
import { headerOf, type MotoAnswer, type MotoRequest, ownRequest } from "../request/request.ts";
import type { Zips } from "./zips.ts";

type Send = (request: MotoRequest) => Promise<MotoAnswer>;

/**
 * Keeps the code in requests to Lambda, because moto never returns it. The code is kept before moto gets the request, so
 * that no function exists without its code. Code of a request that moto rejects is harmless.
 * @param send - Sends a request directly to moto.
 * @returns a function to call before every write. It throws {@link StorageError} when the code can't be kept.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCode.html
 */
export function codeKeeper(zips: Zips, send: Send): (request: MotoRequest) => Promise<void> {
  return async (request) => {
    const code = isLambda(request) ? codeIn(request) : undefined;
    if (typeof code?.ZipFile === "string") {
      zips.keep(Buffer.from(code.ZipFile, "base64"));
    } else if (code?.S3Bucket !== undefined && code.S3Key !== undefined) {
      const { status, body } = await send(objectRequest(request, code.S3Bucket, code.S3Key, code.S3ObjectVersion));
      if (status === 200) {
        zips.keep(body);
      }
    }
  };
}

interface FunctionCode {
  readonly ZipFile?: string;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
}

function isLambda(request: MotoRequest): boolean {
  return /^lambda\.[a-z0-9-]+\.amazonaws\.com(:\d+)?$/i.test(headerOf(request, "host") ?? "");
}

function codeIn({ method, path, body }: MotoRequest): FunctionCode | undefined {
  if (method === "POST" && /^\/2015-03-31\/functions\/?$/.test(path)) {
    return parsed(body)?.Code;
  }
  return method === "PUT" && /^\/2015-03-31\/functions\/[^/]+\/code\/?$/.test(path) ? parsed(body) : undefined;
}

/** Parses a body; undefined if it is not valid JSON, which moto rejects. */
function parsed(body: Buffer) {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function objectRequest(origin: MotoRequest, bucket: string, key: string, version: string | undefined): MotoRequest {
  const path = `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
  const query = version === undefined ? "" : `?versionId=${encodeURIComponent(version)}`;
  const account = headerOf(origin, "x-moto-account-id") ?? "";
  return ownRequest({ account, region: "us-east-1", service: "s3", path: path + query });
}

/** The ARN of a version, or of the latest code: https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html */
const versionArn = /^arn:aws:lambda:([a-z0-9-]+):(\d{12}):function:([\w-]+):(\d+|\$LATEST)$/;

/** Finds the code of functions' versions: settings from moto, and the zips that were kept. */
export interface LambdaCodeReader extends LambdaCode {
  /** Must be called with every write that moto answered. */
  written(request: MotoRequest): void;
}

export function lambdaCode(zips: Zips, send: Send): LambdaCodeReader {
  // A version never changes, but a deleted one may be created again with other code.
  const versions = new Map<string, Promise<LambdaVersion | undefined>>();
  return {
    version(arn) {
      const version = versions.get(arn) ?? readVersion(arn, zips, send);
      versions.set(arn, version);
      version.then(
        (found) => found === undefined && versions.delete(arn),
        () => versions.delete(arn),
      );
      return version;
    },
    written(request) {
      if (isLambda(request)) versions.clear();
    },
  };
}

async function readVersion(arn: string, zips: Zips, send: Send): Promise<LambdaVersion | undefined> {
  const [, region, account, functionName, version] = versionArn.exec(arn) ?? [];
  if (region === undefined || account === undefined || functionName === undefined || version === undefined) {
    return undefined;
  }
  const path = `/2015-03-31/functions/${functionName}/configuration?Qualifier=${version}`;
  const { status, body } = await send(ownRequest({ account, region, service: "lambda", path }));
  if (status !== 200) return undefined;
  const { Handler, Runtime, MemorySize, Timeout, CodeSha256, Environment } = JSON.parse(body.toString());
  const directory = await zips.unpacked(CodeSha256);
  if (directory === undefined) return undefined;
  return {
    functionName,
    version,
    handler: Handler,
    runtime: Runtime,
    memoryMb: MemorySize,
    timeoutSeconds: Timeout,
    codeSha256: CodeSha256,
    directory,
    variables: Environment?.Variables,
  };
}
