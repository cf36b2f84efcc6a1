import { useSignal } from "@preact/signals";
import type { RequestDetail, SentAnswer } from "../../api/index.ts";
import { api, messageOf } from "../state/api.ts";
import { setParams } from "../state/route.ts";
import { Badge } from "../ui/badge.tsx";
import { Code } from "../ui/code.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { formatBytes } from "../ui/format.ts";
import { toneOfStatus } from "../ui/tones.ts";
import { edited } from "./actions.tsx";
import { DEVICES, type Draft, draftOf, requestOf } from "./edit-model.ts";
import { NamedValues } from "./named-values.tsx";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const COUNTRIES = "AR AT AU BE BR CA CH CN CZ DE DK ES FI FR GB GR IE IL IN IT JP KR MX NL NO NZ PL PT SE SG TR US ZA";

/** Changes a kept request and sends it, as often as one likes. */
export function EditDialog({ request }: { request: RequestDetail }) {
  const draft = useSignal(draftOf(request));
  const answer = useSignal<SentAnswer | undefined>(undefined);
  const error = useSignal("");
  const isSending = useSignal(false);
  const set = (changes: Partial<Draft>) => {
    draft.value = { ...draft.value, ...changes };
  };
  const submit = async () => {
    isSending.value = true;
    try {
      answer.value = await api.sendRequest(requestOf(request, draft.value));
      error.value = "";
      setParams({ request: answer.value.id });
    } catch (thrown) {
      error.value = messageOf(thrown);
    }
    isSending.value = false;
  };
  const { method, protocol, host, path, headers, cookies, country, device, language, address, body } = draft.value;
  return (
    <Dialog
      title="Edit and send"
      wide
      onClose={() => {
        edited.value = undefined;
      }}
    >
      <form
        class="edit"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit();
        }}
      >
        <div class="target">
          <select
            aria-label="Method"
            value={method}
            onChange={({ currentTarget }) => set({ method: currentTarget.value })}
          >
            {[...new Set([method, ...METHODS])].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <select
            aria-label="Protocol"
            value={protocol}
            onChange={({ currentTarget }) => set({ protocol: currentTarget.value })}
          >
            <option>https</option>
            <option>http</option>
          </select>
          <input
            class="mono host"
            aria-label="Host"
            value={host}
            spellcheck={false}
            onInput={({ currentTarget }) => set({ host: currentTarget.value })}
          />
          <input
            class="mono"
            autofocus
            aria-label="Path and query"
            value={path}
            spellcheck={false}
            onInput={({ currentTarget }) => set({ path: currentTarget.value })}
          />
        </div>
        <fieldset class="viewer">
          <legend>Viewer</legend>
          <label>
            Country
            <input
              list="countries"
              maxLength={2}
              placeholder="of the address"
              value={country}
              onInput={({ currentTarget }) => set({ country: currentTarget.value.toUpperCase() })}
            />
          </label>
          <datalist id="countries">
            {COUNTRIES.split(" ").map((code) => (
              <option key={code} value={code} />
            ))}
          </datalist>
          <label>
            Device
            <select value={device} onChange={({ currentTarget }) => set({ device: currentTarget.value })}>
              <option value="">of the User-Agent</option>
              {DEVICES.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
          <label>
            Language
            <input
              value={language}
              placeholder="none"
              onInput={({ currentTarget }) => set({ language: currentTarget.value })}
            />
          </label>
          <label>
            Address
            <input
              value={address}
              placeholder="127.0.0.1"
              onInput={({ currentTarget }) => set({ address: currentTarget.value })}
            />
          </label>
        </fieldset>
        <NamedValues legend="Headers" one="header" values={headers} onChange={(changed) => set({ headers: changed })} />
        <NamedValues legend="Cookies" one="cookie" values={cookies} onChange={(changed) => set({ cookies: changed })} />
        <label class="body">
          Body
          <textarea rows={3} value={body} onInput={({ currentTarget }) => set({ body: currentTarget.value })} />
        </label>
        {error.value !== "" && (
          <p class="bad" role="alert">
            {error.value}
          </p>
        )}
        {answer.value && <Answer answer={answer.value} />}
        <footer>
          <span class="soft">
            <kbd>Ctrl</kbd> <kbd>Enter</kbd> sends
          </span>
          <button type="submit" class="primary" disabled={isSending.value}>
            Send
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

const Answer = ({ answer }: { answer: SentAnswer }) => (
  <section class="answer" aria-label="Answer" aria-live="polite">
    <p>
      <Badge tone={toneOfStatus(answer.status)}>{answer.status}</Badge> {formatBytes(answer.bytes)}
      {answer.cut && " (the beginning is shown)"}
    </p>
    {answer.body !== undefined && answer.body !== "" && <Code label="Body of the answer" code={answer.body} />}
  </section>
);
