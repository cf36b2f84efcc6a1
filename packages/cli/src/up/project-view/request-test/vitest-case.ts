import type { RequestTest, TestedRequest } from "@featheredge/inspector/api";
import { describeOmitted, describeRequest, fileNameOf, headersToExpect, headersToSend, targetOf } from "./values.ts";

/** The properties of a viewer that a sent request can simulate. */
const SIMULATED = ["country", "device", "language", "address"] as const;

/**
 * Writes a vitest case that sends a request through the whole distribution and compares the answer. It names the secrets
 * that are omitted, so that a reader adds those that the request needs.
 */
export function vitestCase(environment: string, tested: TestedRequest): RequestTest {
  const { comment, host, request, simulated, protocol, answer } = tested;
  const viewer = Object.fromEntries(
    SIMULATED.flatMap((name) => (simulated[name] === undefined ? [] : [[name, simulated[name]]])),
  );
  const sent = {
    distribution: comment,
    ...(host === undefined ? {} : { host }),
    protocol,
    method: request.method,
    path: targetOf(request),
    headers: headersToSend(request),
    ...(Object.keys(viewer).length === 0 ? {} : { viewer }),
  };
  const expected = { status: answer.status, headers: headersToExpect(answer) };
  const file = `tests/loopback/requests/${fileNameOf(tested)}.test.ts`;
  const title = `answers ${answer.status} to ${describeRequest(tested)}`;
  const omitted = describeOmitted(request);
  const note =
    omitted === ""
      ? ""
      : `// Sent${omitted}, which may hold secrets: if the answer depends on one, add a test value.\n`;
  const text = `import { sendToEnvironment } from "@featheredge/cli/testing";
import { expect, it } from "vitest";

// Uses the loopback of a running 'npx featheredge up ${environment}', or else starts it as that command left it.
${note}it(${JSON.stringify(title)}, async () => {
  const answer = await sendToEnvironment(${indent(sent)});
  expect(answer).toMatchObject(${indent(expected)});
});
`;
  return { file, text, command: `npx vitest run ${file}` };
}

const indent = (value: unknown): string => JSON.stringify(value, undefined, 2).replaceAll("\n", "\n  ");
