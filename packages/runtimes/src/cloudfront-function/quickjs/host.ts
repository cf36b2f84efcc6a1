import { createHash, createHmac } from "node:crypto";
import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten";
import type { OriginCall } from "../result.ts";
import { guestSource, isGuestModule } from "./guest-source.ts";
import type { Carrier } from "./memory.ts";

/** What the host does for the scripts in `guest/`. */
export interface HostState {
  /** A log line's text, cut by the host. */
  log(line: string): void;
  callOrigin(call: OriginCall): void;
  /** Keeps the text for the access logs; the last one counts. */
  logCustomData(text: string): void;
  keyValueStore(): ReadonlyMap<string, string> | undefined;
  readonly edgeLocation: EdgeLocation;
}

/**
 * Where a request is served; empty for a function that runs nowhere in particular.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/general-helper-methods.html
 */
export interface EdgeLocation {
  /** The IATA code of the airport near by. */
  readonly name?: string;
  readonly serverIp?: string;
  /** The region of the regional edge cache. */
  readonly region?: string;
}

/** An object of functions in the guest, for the scripts in `guest/` only. The caller disposes it. */
export function hostObject(context: QuickJSContext, carrier: Carrier, state: HostState): QuickJSHandle {
  const host = context.newObject();
  const define = (name: string, run: (...handles: QuickJSHandle[]) => QuickJSHandle) => {
    context.newFunction(name, run).consume((handle) => context.setProp(host, name, handle));
  };
  const text = (handle: QuickJSHandle | undefined) => (handle === undefined ? "" : context.getString(handle));

  // Text that a function makes comes and goes as JSON, for the NULs in it.
  const anyText = (handle: QuickJSHandle | undefined) => JSON.parse(text(handle)) as string;
  const carried = (value: string) => carrier.text(JSON.stringify(value));

  define("log", (line) => {
    state.log(anyText(line));
    return context.undefined;
  });
  define("callOrigin", (method, json) => {
    state.callOrigin({ method: text(method) as OriginCall["method"], arguments: JSON.parse(text(json)) });
    return context.undefined;
  });
  define("logCustomData", (data) => {
    state.logCustomData(anyText(data));
    return context.undefined;
  });
  define("load", (name) => loadGuest(context, text(name)));
  define("encode", (value, encoding) => carrier.bytes(Buffer.from(anyText(value), text(encoding) as BufferEncoding)));
  define("decode", (value, encoding) =>
    carried(value === undefined ? "" : carrier.read(value).toString(text(encoding) as BufferEncoding)),
  );
  define("digest", (algorithm, data, key) => {
    const keyed = key !== undefined && context.typeof(key) !== "undefined";
    const hash = keyed ? createHmac(text(algorithm), carrier.read(key)) : createHash(text(algorithm));
    return carrier.bytes(hash.update(data === undefined ? "" : carrier.read(data)).digest());
  });
  define("readKey", (key) => {
    const value = state.keyValueStore()?.get(anyText(key));
    return value === undefined ? context.undefined : carried(value);
  });
  define("countKeys", () => context.newNumber(state.keyValueStore()?.size ?? -1));
  define("readEdgeLocation", () => carrier.text(JSON.stringify(state.edgeLocation)));
  return host;
}

/** Evaluates a script of `guest/`: the value is its function. */
function loadGuest(context: QuickJSContext, name: string): QuickJSHandle {
  const module = /^modules\/(.*)$/.exec(name)?.[1];
  if (module !== undefined && !isGuestModule(module)) throw new Error(`Cannot find module "${module}"`);
  return context.unwrapResult(context.evalCode(guestSource(name), `${name}.js`, { type: "global", strict: true }));
}
