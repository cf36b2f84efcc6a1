import { type Operation, type OperationName, operations } from "@featheredge/inspector/api";
import { decodePercent } from "../../request-target.ts";
import { InspectorFault } from "./context.ts";

/** An operation that a request asks for, with the parameters in its path. */
interface MatchedOperation {
  readonly name: OperationName;
  readonly operation: Operation;
  readonly parameters: Readonly<Record<string, string>>;
}

const routes = (Object.entries(operations) as [OperationName, Operation][]).map(([name, operation]) => ({
  name,
  operation,
  pattern: new RegExp(`^${operation.route.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
}));

/**
 * Finds the operation for a method and a path below the API's base path.
 * @throws {InspectorFault} 404 for an unknown path, 405 for another method
 */
export function matchOperation(method: string, path: string): MatchedOperation {
  const matching = routes.flatMap((route) => {
    const match = route.pattern.exec(path);
    return match === null ? [] : [{ ...route, groups: match.groups ?? {} }];
  });
  if (matching.length === 0) {
    throw new InspectorFault(404, `The inspector has no '${path}'. /openapi.json lists its operations.`);
  }
  const chosen = matching.find(({ operation }) => operation.method === method);
  if (chosen === undefined) {
    const methods = matching.map(({ operation }) => operation.method).join(" or ");
    throw new InspectorFault(405, `'${path}' does not take ${method}. Use ${methods}.`);
  }
  const parameters = Object.entries(chosen.groups).map(([name, text]) => [name, decodePercent(text) ?? text]);
  return { name: chosen.name, operation: chosen.operation, parameters: Object.fromEntries(parameters) };
}
