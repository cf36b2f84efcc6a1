import { selectedId } from "../state/requests.ts";
import { Detail } from "./detail.tsx";
import { RequestList } from "./list.tsx";

/** The list, and the selected request next to it. */
export const RequestsTab = () => (
  <div class={selectedId.value === "" ? "requests-tab" : "requests-tab with-detail"}>
    <RequestList />
    {selectedId.value !== "" && <Detail />}
  </div>
);
