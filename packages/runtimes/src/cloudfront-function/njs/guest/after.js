// Stands after the function's code in njs: runs its handler on each event, one after another. In the language of
// njs 0.7.9.
((handler) => {
  // biome-ignore lint/style/useNodejsImportProtocol: njs does not know the prefix
  var fs = require("fs");
  var events = JSON.parse(fs.readFileSync("events.json", "utf8"));
  var logs = [];

  console.log = (value) => {
    var plain = typeof value !== "object" || value === null || value instanceof Error;
    logs.push(plain ? String(value) : JSON.stringify(value));
  };

  function write(result) {
    result.logs = logs;
    fs.appendFileSync("results.jsonl", `${JSON.stringify(result)}\n`);
    logs = [];
  }
  function settle(output) {
    write({ output: output });
  }
  function fail(error) {
    var thrown = typeof error === "object" && error !== null;
    write({
      error: thrown
        ? { name: String(error.name), message: String(error.message) }
        : { name: "Error", message: String(error) },
    });
  }

  function runFrom(first) {
    var output;
    for (var i = first; i < events.length; i++) {
      try {
        output = handler(events[i]);
      } catch (error) {
        fail(error);
        continue;
      }
      if (typeof output !== "object" || output === null || typeof output.then !== "function") {
        settle(output);
        continue;
      }
      var next = i + 1;
      output.then(settle, fail).then(() => {
        runFrom(next);
      });
      return;
    }
  }

  fs.writeFileSync("results.jsonl", "");
  runFrom(0);
})(handler);
