// A hook of Node.js's import: finds what Lambda's Node.js brings along in this package's own dependencies.
export async function resolve(specifier, context, nextResolve) {
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    if (!/^@(aws-sdk|smithy)\//.test(specifier)) throw error;
    return nextResolve(specifier, { ...context, parentURL: import.meta.url });
  }
}
