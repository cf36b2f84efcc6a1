// Follows the function's code in njs: runs its handler on each event, one after another. In the language of
// njs 0.7.9.
((handler) => {
  // biome-ignore lint/style/useNodejsImportProtocol: njs does not know the prefix
  const fs = require("fs");
  const events = JSON.parse(fs.readFileSync("events.json", "utf8"));
  let logs = [];

  console.log = (value) => {
    const plain = typeof value !== "object" || value === null || value instanceof Error;
    logs.push(plain ? String(value) : JSON.stringify(value));
  };

  function write(result) {
    // There when the code has imported the module 'cloudfront'.
    const origin = globalThis.featheredgeOriginCalls;
    if (origin && origin.length > 0) result.origin = origin.splice(0, origin.length);
    if (globalThis.featheredgeLogData !== undefined) {
      result.logData = globalThis.featheredgeLogData;
      globalThis.featheredgeLogData = undefined;
    }
    result.logs = logs;
    fs.appendFileSync("results.jsonl", `${JSON.stringify(result)}\n`);
    logs = [];
  }
  function settle(output) {
    write({ output: output });
  }
  function fail(error) {
    const thrown = typeof error === "object" && error !== null;
    write({
      error: thrown
        ? { name: String(error.name), message: String(error.message) }
        : { name: "Error", message: String(error) },
    });
  }

  // As in CloudFront, a method that distinguishes `?` from no query.
  function giveRawQuery(event) {
    const request = event.request;
    if (typeof request !== "object" || request === null) return;
    const query = request.rawQueryString;
    Object.defineProperty(request, "rawQueryString", { value: () => query, enumerable: false });
  }

  function runFrom(first) {
    let output;
    for (let i = first; i < events.length; i++) {
      try {
        giveRawQuery(events[i]);
        output = handler(events[i]);
      } catch (error) {
        fail(error);
        continue;
      }
      if (typeof output !== "object" || output === null || typeof output.then !== "function") {
        settle(output);
        continue;
      }
      const next = i + 1;
      output.then(settle, fail).then(() => {
        runFrom(next);
      });
      return;
    }
  }

  fs.writeFileSync("results.jsonl", "");
  runFrom(0);
})(handler);
