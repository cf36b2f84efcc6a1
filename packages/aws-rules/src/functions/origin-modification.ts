/** The page that all of these properties come from; read on 2026-11-29. */
const page =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html";

type Properties = Readonly<Record<string, unknown>>;

interface Rule {
  /** Completes "must be …". */
  readonly rule: string;
  readonly isValid: (value: unknown) => boolean;
  readonly isRequired?: (siblings: Properties) => boolean;
  /** The rules of an object's properties. */
  readonly properties?: Rules;
}
type Rules = Readonly<Record<string, Rule>>;

const isText = (value: unknown): value is string => typeof value === "string";
const always = () => true;
const whenEnabled = ({ enabled }: Properties) => enabled === true;

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(isItem: (value: unknown) => boolean, most = Number.POSITIVE_INFINITY) {
  return (value: unknown) => Array.isArray(value) && value.length <= most && value.every(isItem);
}

function wholeNumber(least: number, most: number, unit = ""): Rule {
  const isValid = (value: unknown) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  return { rule: `a whole number from ${least} to ${most}${unit}`, isValid };
}

function oneOf(...values: readonly string[]): Rule {
  return { rule: `one of ${values.join(", ")}`, isValid: (value) => values.some((one) => one === value) };
}

function object(properties: Rules): Rule {
  return { rule: `an object of ${Object.keys(properties).join(", ")}`, isValid: isObject, properties };
}

const hostName: Rule = {
  rule: "a domain name of 1 to 253 characters, without ':', and not an IP address",
  isValid: (value) => isText(value) && /^[^:]{1,253}$/s.test(value) && !/^\d+(\.\d+){3}$/.test(value),
};
const flag: Rule = { rule: "true or false", isValid: (value) => typeof value === "boolean", isRequired: always };

/** The settings of an origin that `selectRequestOriginById` and `createRequestOriginGroup` can override. */
const overrides: Rules = {
  hostHeader: hostName,
  sni: hostName,
  allowedCertificateNames: {
    rule: "a list of at most 20 names, each of 1 to 64 characters",
    isValid: listOf((name) => isText(name) && name !== "" && name.length <= 64, 20),
  },
};

const update: Rules = {
  domainName: hostName,
  originPath: {
    rule: "empty, or a path of at most 255 characters that begins with '/' and does not end with it",
    isValid: (value) => isText(value) && /^(\/.{0,253}[^/])?$/.test(value),
  },
  customHeaders: {
    rule: 'an object of lower-case header names and strings, such as { "x-stage": "production" }',
    isValid: (value) =>
      isObject(value) &&
      Object.entries(value).every(([name, text]) => name === name.toLowerCase() && name !== "" && isText(text)),
  },
  connectionAttempts: wholeNumber(1, 3),
  originShield: object({
    enabled: flag,
    region: { rule: "a region, such as us-east-2", isValid: isText, isRequired: whenEnabled },
  }),
  originAccessControlConfig: object({
    enabled: flag,
    signingBehavior: { ...oneOf("always", "never", "no-override"), isRequired: whenEnabled },
    signingProtocol: { ...oneOf("sigv4"), isRequired: whenEnabled },
    originType: { ...oneOf("s3", "mediapackagev2", "mediastore", "lambda"), isRequired: whenEnabled },
  }),
  timeouts: object({
    readTimeout: wholeNumber(1, 120, " seconds"),
    responseCompletionTimeout: wholeNumber(1, Number.MAX_SAFE_INTEGER, " seconds"),
    keepAliveTimeout: wholeNumber(1, 120, " seconds"),
    connectionTimeout: wholeNumber(1, 10, " seconds"),
  }),
  customOriginConfig: object({
    port: { ...wholeNumber(1, 65_535), isRequired: always },
    protocol: { ...oneOf("http", "https"), isRequired: always },
    sslProtocols: {
      rule: "a list of SSLv3, TLSv1, TLSv1.1 and TLSv1.2",
      isValid: listOf((name) => isText(name) && ["SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"].includes(name)),
      isRequired: always,
    },
    ipAddressType: oneOf("ipv4", "ipv6", "dualstack"),
  }),
  ...overrides,
};

const group: Rules = {
  originIds: {
    rule: 'a list of two origins, such as [{ "originId": "a" }, { "originId": "b" }]',
    isValid: (value) => listOf(isObject, 2)(value) && (value as readonly unknown[]).length === 2,
    isRequired: always,
  },
  failoverCriteria: {
    ...object({
      statusCodes: {
        rule: "a list of status codes",
        isValid: listOf((code) => Number.isInteger(code)),
        isRequired: always,
      },
    }),
    isRequired: always,
  },
  selectionCriteria: oneOf("default", "media-quality-score"),
};

const groupMember: Rules = {
  originId: {
    rule: "the id of an origin of the distribution",
    isValid: (value) => isText(value) && value !== "",
    isRequired: always,
  },
  originOverrides: object(overrides),
};

const shapes = {
  updateRequestOrigin: update,
  createRequestOriginGroup: group,
  originOverrides: overrides,
  groupMember,
};

/** Checks an argument of a helper: `problems` are sentences, `unknown` the paths that CloudFront ignores, such as `timeouts.readTimeout`. */
export interface OriginPropertiesCheck {
  /** A sentence each: the property, the value, the rule. */
  readonly problems: readonly string[];
  /** Properties that the page does not document. */
  readonly unknown: readonly string[];
}

/**
 * Checks the properties that a CloudFront Function gives to a helper for origin modification.
 *
 * @param kind which helper's object it is
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/helper-functions-origin-modification.html
 */
export function checkOriginProperties(kind: keyof typeof shapes, properties: Properties): OriginPropertiesCheck {
  const problems: string[] = [];
  const unknown: string[] = [];
  inspect(properties, shapes[kind], "");
  return { problems, unknown };

  function inspect(given: Properties, rules: Rules, prefix: string): void {
    for (const name of Object.keys(given)) if (!Object.hasOwn(rules, name)) unknown.push(`${prefix}${name}`);
    for (const [name, rule] of Object.entries(rules)) inspectOne(given, name, rule, prefix);
  }

  function inspectOne(given: Properties, name: string, rule: Rule, prefix: string): void {
    const value = given[name];
    if (value === undefined) {
      if (rule.isRequired?.(given)) problems.push(`${prefix}${name} is missing; it must be ${rule.rule}. See ${page}`);
    } else if (!rule.isValid(value)) {
      problems.push(`${prefix}${name} is ${JSON.stringify(value)}; it must be ${rule.rule}. See ${page}`);
    } else if (rule.properties !== undefined) inspect(value as Properties, rule.properties, `${prefix}${name}.`);
  }
}
