import type { UpState } from "../../up/state.ts";

/** The state of an `up` that serves one distribution, with some parts replaced. */
export function upState(replaced: Partial<UpState> = {}): UpState {
  return {
    environment: "local",
    distributions: [
      {
        id: "E1",
        title: "Site",
        urls: [
          { http: "http://localhost:8080/", https: "https://localhost:8443/" },
          { http: "http://e1.localhost:8080/", https: "https://e1.localhost:8443/" },
        ],
      },
    ],
    inspector: "http://inspector.localhost:8080/",
    terraform: { status: "applied", since: 0 },
    ahead: [],
    drift: undefined,
    build: {
      succeeded: true,
      milliseconds: 412,
      functions: [
        { name: "redirects", runtime: "cloudfront-function", bytes: 3_736 },
        { name: "members", runtime: "lambda-at-edge", bytes: 12_233 },
      ],
    },
    diagnostics: [],
    ...replaced,
  };
}
