/**
 * Runs in a page of a browser: everything with which it can read from or post to another address.
 * @returns what each attempt read, or its error
 */
export async function attemptAll([url, events, socket]) {
  const results = {};
  const tries = {
    read: async () => (await fetch(url)).text(),
    "read opaquely": async () => (await fetch(url, { mode: "no-cors" })).text(),
    "read with a header": async () => (await fetch(url, { headers: { "x-any": "1" } })).text(),
    "post JSON": async () =>
      (await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" })).text(),
    "post text": async () => (await fetch(url, { method: "POST", mode: "no-cors", body: "{}" })).text(),
    delete: async () => (await fetch(url, { method: "DELETE" })).text(),
    "read events": () =>
      new Promise((resolve, reject) => {
        const source = new EventSource(events);
        source.onerror = () => {
          source.close();
          reject(new Error("refused"));
        };
        source.onmessage = ({ data }) => resolve(data);
        source.onopen = () => resolve("opened");
      }),
    "open a socket": () =>
      new Promise((resolve, reject) => {
        const opened = new WebSocket(socket);
        opened.onerror = () => reject(new Error("refused"));
        opened.onopen = () => resolve("opened");
      }),
    "run as a script": () =>
      new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = url;
        script.onload = () => resolve("loaded");
        script.onerror = () => reject(new Error("refused"));
        document.head.append(script);
      }),
    "submit a form": () =>
      new Promise((resolve) => {
        const frame = document.createElement("iframe");
        frame.name = "target";
        document.body.append(frame);
        const form = document.createElement("form");
        Object.assign(form, { method: "post", action: url, target: "target", enctype: "text/plain" });
        const field = document.createElement("input");
        Object.assign(field, { name: '{"path":"/posted","x":"', value: '"}' });
        form.append(field);
        document.body.append(form);
        frame.onload = () => {
          try {
            resolve(frame.contentDocument?.body.textContent ?? "");
          } catch {
            resolve("");
          }
        };
        form.submit();
        setTimeout(() => resolve(""), 1_000);
      }),
  };
  for (const [name, run] of Object.entries(tries)) {
    results[name] = await run().catch((error) => `refused: ${error.name}`);
  }
  return results;
}
