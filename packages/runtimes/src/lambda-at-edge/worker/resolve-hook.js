// A hook of Node.js's import: finds what Lambda's Node.js brings along in this package's own dependencies.
import { brought, notInstalled } from "./brought.js";

export async function resolve(specifier, context, nextResolve) {
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    if (!brought.test(specifier)) throw error;
    try {
      return await nextResolve(specifier, { ...context, parentURL: import.meta.url });
    } catch {
      throw notInstalled(specifier, error);
    }
  }
}
