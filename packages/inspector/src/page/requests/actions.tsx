import { signal } from "@preact/signals";
import type { RequestDetail, RequestToSend } from "../../api/index.ts";
import { api } from "../state/api.ts";
import { projectStatus } from "../state/requests.ts";
import { setParams, urlWith } from "../state/route.ts";
import { attempt, copyText } from "../ui/toast.tsx";
import { curlOf } from "./curl.ts";

/** The request that is edited in the dialog, if there is one. */
export const edited = signal<RequestDetail | undefined>(undefined);
/** The request that a test is made of, if the dialog is open. */
export const tested = signal<RequestDetail | undefined>(undefined);

/** Sends a request and shows it. */
async function send(request: RequestToSend): Promise<void> {
  const answer = await attempt(
    () => api.sendRequest(request),
    ({ status }) => `Answered ${status}.`,
  );
  if (answer !== undefined) setParams({ request: answer.result.id });
}

const copyCurl = ({ protocol, host, stages }: RequestDetail): void => {
  const request = stages.find(({ kind }) => kind === "viewer")?.after?.request;
  if (request) void copyText(curlOf({ protocol, host, request }), "the cURL command");
};

const share = ({ id }: RequestDetail): void =>
  void copyText(new URL(urlWith({ request: id }), location.href).href, "the link");

interface Action {
  readonly name: string;
  readonly key: string;
  readonly isPossible: (request: RequestDetail) => boolean;
  readonly run: (request: RequestDetail) => void;
}

/** The actions on a request, with the key of each. */
export const ACTIONS: readonly Action[] = [
  {
    name: "Send again",
    key: "r",
    isPossible: ({ canSendAgain }) => canSendAgain,
    run: ({ id }) => void send({ from: id }),
  },
  {
    name: "Edit and send",
    key: "e",
    isPossible: ({ distribution }) => distribution !== undefined,
    run: (request) => {
      edited.value = request;
    },
  },
  { name: "Copy as cURL", key: "c", isPossible: () => true, run: copyCurl },
  {
    name: "Copy as test",
    key: "t",
    isPossible: ({ distribution, canSendAgain }) =>
      distribution !== undefined && canSendAgain && projectStatus.value !== undefined,
    run: (request) => {
      tested.value = request;
    },
  },
  { name: "Share link", key: "l", isPossible: () => true, run: share },
];

export const Actions = ({ request }: { request: RequestDetail }) => (
  <div class="actions" role="toolbar" aria-label="Actions">
    {ACTIONS.map(({ name, key, isPossible, run }) => (
      <button
        key={key}
        type="button"
        disabled={!isPossible(request)}
        aria-keyshortcuts={key}
        title={`${name} (${key})`}
        onClick={() => run(request)}
      >
        {name}
      </button>
    ))}
  </div>
);
