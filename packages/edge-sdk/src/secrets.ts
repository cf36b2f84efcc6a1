import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

// Lambda@Edge has no environment variables, and everyone who may read the function can read its code: a secret belongs
// in Parameter Store. Its region is fixed, since a Lambda@Edge function is created there too.
const region = "us-east-1";
const freshMilliseconds = 5 * 60 * 1000;
const retryMilliseconds = 30 * 1000;
const usableMilliseconds = 60 * 60 * 1000;
// A viewer event has 5 s in all.
const timeoutMilliseconds = 1500;

interface Known {
  readonly value: string;
  readonly read: number;
  /** When to ask Parameter Store again. */
  readonly next: number;
}

const known = new Map<string, Known>();
const underWay = new Map<string, Promise<string>>();

/**
 * The value of a SecureString in SSM Parameter Store of us-east-1. It is kept in memory for 5 minutes; if it
 * can't be read again, the last value is used for up to an hour. Simultaneous requests share one read.
 *
 * Only for Lambda@Edge: CloudFront Functions has no network. The function's role needs `ssm:GetParameter` on it, and
 * `kms:Decrypt` if it is encrypted with a key of the account.
 *
 * @param parameterName such as `/site/members/token-key`, a literal or from config, so that the compiler sees it
 * @throws Error if no value is in memory and none can be read
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export async function secret(parameterName: string): Promise<string> {
  const last = known.get(parameterName);
  const now = Date.now();
  if (last !== undefined && now < last.next) return last.value;
  try {
    return await readOnce(parameterName);
  } catch (error) {
    if (last !== undefined && now < last.read + usableMilliseconds) {
      console.error(`Secret ${parameterName}: the last value serves, since it can't be read again: ${error}`);
      known.set(parameterName, { ...last, next: now + retryMilliseconds });
      return last.value;
    }
    throw new Error(`Secret ${parameterName} can't be read from Parameter Store in ${region}`, { cause: error });
  }
}

function readOnce(parameterName: string): Promise<string> {
  const present = underWay.get(parameterName);
  if (present !== undefined) return present;
  const reading = read(parameterName).finally(() => underWay.delete(parameterName));
  underWay.set(parameterName, reading);
  return reading;
}

async function read(parameterName: string): Promise<string> {
  // Each read has its own client: reads are minutes apart, and a frozen Lambda's old connection is closed by the next.
  const client = new SSMClient({ region, maxAttempts: 2 });
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: parameterName, WithDecryption: true }), {
      abortSignal: AbortSignal.timeout(timeoutMilliseconds),
    });
    const value = Parameter?.Value;
    if (!value) throw new Error("the parameter is empty");
    const now = Date.now();
    known.set(parameterName, { value, read: now, next: now + freshMilliseconds });
    return value;
  } finally {
    client.destroy();
  }
}
