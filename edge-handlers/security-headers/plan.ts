import type { Settings } from "./settings.ts";

/** The function's work at the edge, with every value computed. */
export interface Plan {
  readonly set: readonly { readonly name: string; readonly value: string }[];
  readonly strip: readonly string[];
  readonly stripPrefixes: readonly string[];
}

export function planOf(settings: Settings): Plan {
  const values: Record<string, string | null | undefined> = {
    "strict-transport-security": transportSecurity(settings.strictTransportSecurity),
    "content-security-policy": contentSecurity(settings.contentSecurityPolicy),
    "referrer-policy": settings.referrerPolicy,
    "x-content-type-options": settings.contentTypeOptions,
    "x-frame-options": settings.frameOptions,
    "permissions-policy": permissions(settings.permissionsPolicy),
    "cross-origin-opener-policy": settings.crossOriginOpenerPolicy,
    "cross-origin-resource-policy": settings.crossOriginResourcePolicy,
    "cross-origin-embedder-policy": settings.crossOriginEmbedderPolicy,
  };
  const prefixes = settings.strip.filter((name) => name.endsWith("*"));
  return {
    set: Object.entries(values).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
    strip: settings.strip.filter((name) => !name.endsWith("*")),
    stripPrefixes: prefixes.map((name) => name.slice(0, -1)),
  };
}

// https://www.rfc-editor.org/rfc/rfc6797#section-6.1
function transportSecurity(settings: Settings["strictTransportSecurity"]): string | null {
  if (settings === null) return null;
  const { maxAgeSeconds, includeSubDomains, preload } = settings;
  return `max-age=${maxAgeSeconds}${includeSubDomains ? "; includeSubDomains" : ""}${preload ? "; preload" : ""}`;
}

// https://www.w3.org/TR/CSP3/#csp-header
function contentSecurity(directives: Settings["contentSecurityPolicy"] = {}): string {
  return Object.entries(directives)
    .map(([directive, sources]) => [directive, ...sources].join(" "))
    .join("; ");
}

// https://www.w3.org/TR/permissions-policy/#permissions-policy-http-header-field
function permissions(features: Settings["permissionsPolicy"] = {}): string {
  const member = (allowed: string) => (allowed.startsWith("https:") ? `"${allowed}"` : allowed);
  return Object.entries(features)
    .map(([feature, allowed]) => `${feature}=${allowed.includes("*") ? "*" : `(${allowed.map(member).join(" ")})`}`)
    .join(", ");
}
