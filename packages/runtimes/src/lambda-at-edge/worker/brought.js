/** Modules that Lambda's Node.js brings along, so that bundles omit them. */
export const brought = /^@(aws-sdk|smithy)\//;

export function notInstalled(name, cause) {
  const part = name.split("/", 2).join("/");
  const message = `Lambda's Node.js brings '${part}', and here it is not installed. Run: npm install --save-dev ${part}`;
  return new Error(message, { cause });
}
