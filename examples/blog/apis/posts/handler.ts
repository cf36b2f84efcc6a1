import { dynamodb } from "./dynamodb.ts";

interface FunctionUrlEvent {
  readonly rawPath: string;
  readonly requestContext: { readonly http: { readonly method: string } };
  readonly body?: string;
}

const table = process.env.TABLE;
const json = (statusCode: number, value: unknown) => ({
  statusCode,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

/** GET /api/posts lists the posts, newest first. POST /api/admin/posts adds one: `{ "slug": …, "title": … }`. */
export async function handler({ rawPath, requestContext, body = "" }: FunctionUrlEvent) {
  const route = `${requestContext.http.method} ${rawPath}`;
  if (route === "GET /api/posts") return json(200, await posts());
  if (route === "POST /api/admin/posts") return add(body);
  return json(404, { error: `There is no ${route}.` });
}

async function posts(): Promise<readonly Record<string, string | undefined>[]> {
  const { Items = [] } = await dynamodb("Query", {
    TableName: table,
    KeyConditionExpression: "kind = :kind",
    ExpressionAttributeValues: { ":kind": { S: "post" } },
    ScanIndexForward: false,
  });
  return Items.map(({ slug, title }) => ({ slug: slug?.S, title: title?.S }));
}

async function add(body: string) {
  const post = read(body);
  if (post === undefined) return json(400, { error: 'Send { "slug": …, "title": … }.' });
  const { slug, title } = post;
  const published = new Date().toISOString();
  const Item = { kind: { S: "post" }, id: { S: `${published} ${slug}` }, slug: { S: slug }, title: { S: title } };
  await dynamodb("PutItem", { TableName: table, Item });
  return json(201, { slug });
}

function read(body: string): { readonly slug: string; readonly title: string } | undefined {
  try {
    const { slug, title } = JSON.parse(body);
    return typeof slug === "string" && typeof title === "string" ? { slug, title } : undefined;
  } catch {
    return undefined;
  }
}
