import { z } from "zod";

const single = { value: z.string(), attributes: z.string().optional() };
const field = z.strictObject(
  { ...single, multiValue: z.array(z.strictObject(single)).optional() },
  'write an object with the value: { "value": "text" }',
);
const fields = z.record(z.string(), field);

/**
 * An event of CloudFront Functions, as a file writes it. Use it to check an event, and go on with the event itself: a
 * parsed copy lacks the names that every object has, such as a parameter `__proto__`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
export const eventSchema = z.strictObject({
  version: z.string().optional(),
  context: z
    .strictObject({
      distributionDomainName: z.string().optional(),
      distributionId: z.string().optional(),
      endpoint: z.string().optional(),
      eventType: z.enum(["viewer-request", "origin-request", "origin-response", "viewer-response"]).optional(),
      requestId: z.string().optional(),
    })
    .optional(),
  viewer: z.strictObject({ ip: z.string() }).optional(),
  request: z.strictObject({
    method: z.string().optional(),
    uri: z.string().optional(),
    querystring: fields.optional(),
    rawQueryString: z.string().optional(),
    headers: fields.optional(),
    cookies: fields.optional(),
    /** At events of Lambda@Edge. */
    body: z.string().optional(),
    bodyTruncated: z.boolean().optional(),
    origin: z.looseObject({}).optional(),
  }),
  response: z
    .strictObject({
      statusCode: z.number().int().optional(),
      statusDescription: z.string().optional(),
      headers: fields.optional(),
      cookies: fields.optional(),
      body: z.union([z.string(), z.looseObject({})]).optional(),
    })
    .optional(),
});

export type GivenEvent = z.output<typeof eventSchema>;

const object = z.looseObject({});
const texts = z.record(z.string(), z.string());

const originCall = z.strictObject({
  method: z.enum(["selectRequestOriginById", "updateRequestOrigin", "createRequestOriginGroup"]),
  arguments: z.array(z.unknown()),
});

/** A case of a handler's tests: an event, and the expected result. As with `eventSchema`, use it only to check. */
export const caseSchema = z.strictObject({
  case: z.string().optional(),
  config: z.unknown().optional(),
  secrets: texts.optional(),
  kvs: texts.optional(),
  event: eventSchema,
  expected: z
    .strictObject({
      request: object.optional(),
      response: object.optional(),
      origin: z.array(originCall).optional(),
      absentHeaders: z.array(z.string()).optional(),
    })
    .optional(),
});

export type GivenCase = z.output<typeof caseSchema>;
