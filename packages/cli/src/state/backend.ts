import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where a stack's state is. */
export type Backend =
  /** In the stack's folder. */
  { readonly type: "local" } | { readonly type: "s3"; readonly bucket: string; readonly key: string };

/** The backend that a stack's configuration names, as synthesis writes it. */
export function configuredBackend(directory: string): Backend {
  const text = readFileSync(join(directory, "cdk.tf"), "utf8");
  const [, body] = /\{\n(.*)\}$/s.exec(backendBlock(text) ?? "") ?? [];
  return body === undefined
    ? { type: "local" }
    : { type: "s3", bucket: setting(body, "bucket"), key: setting(body, "key") };
}

/** Where a stack's configuration says that its state is: see {@link initializedLocation}. */
export function configuredLocation(directory: string): string {
  const backend = configuredBackend(directory);
  return backend.type === "local" ? "terraform.tfstate" : backend.key;
}

/** The block of the S3 backend in a stack's configuration; undefined for a local state. */
export function backendBlock(configuration: string): string | undefined {
  return /^ {2}backend "s3" \{\n.*?^ {2}\}/ms.exec(configuration)?.[0];
}

function setting(body: string, name: string): string {
  const [, value] = new RegExp(`^ +${name} += "([^"]*)"$`, "m").exec(body) ?? [];
  if (value === undefined) throw new Error(`The stack's S3 backend has no ${name}.`);
  return value;
}

/** The backend that `terraform init` last worked with in a stack's folder; undefined before the first. */
export function initializedBackend(directory: string): Backend | undefined {
  const file = join(directory, ".terraform", "terraform.tfstate");
  if (!existsSync(file)) return undefined;
  const { backend } = JSON.parse(readFileSync(file, "utf8"));
  if (backend?.type !== "s3") return { type: "local" };
  return { type: "s3", bucket: backend.config.bucket, key: backend.config.key };
}

/** Where `terraform init` last found a stack's state: the key in the bucket, or the path of the file. */
export function initializedLocation(directory: string): string | undefined {
  const file = join(directory, ".terraform", "terraform.tfstate");
  if (!existsSync(file)) return undefined;
  const { backend } = JSON.parse(readFileSync(file, "utf8"));
  return backend?.config?.key ?? backend?.config?.path ?? undefined;
}

/** True if two backends are the same. */
export function isSameBackend(one: Backend, other: Backend): boolean {
  return backendName(one) === backendName(other);
}

/** For messages: `s3://bucket/key`. */
export function backendName(backend: Backend): string {
  return backend.type === "local" ? "the stack's folder (terraform.tfstate)" : `s3://${backend.bucket}/${backend.key}`;
}
