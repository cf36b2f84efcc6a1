import { useLayoutEffect, useRef } from "preact/hooks";
import { isHelpOpen } from "./state/keys.ts";
import { connection, projectStatus } from "./state/requests.ts";
import { TAB_NAMES, TABS, tab, urlOfTab } from "./state/route.ts";
import { nextTheme, theme } from "./state/theme.ts";
import { Badge } from "./ui/badge.tsx";
import { Link } from "./ui/link.tsx";
import { toneOfTerraform } from "./ui/tones.ts";

/** Tabs, the state of the loopback and of Terraform, and the page's own settings. */
export function TopBar() {
  const present = tab();
  const tabs = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    // On a phone, the tabs are wider than the screen.
    tabs.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [present]);
  return (
    <header class="top">
      <span class="brand">
        <img src="/icon.svg" alt="" width="20" height="20" />
        <span>Featheredge</span>
      </span>
      <nav aria-label="Tabs" ref={tabs}>
        {TABS.map((name) => (
          <Link key={name} href={urlOfTab(name)} class="tab" aria-current={name === present ? "page" : undefined}>
            {TAB_NAMES[name]}
          </Link>
        ))}
      </nav>
      <State />
      <span class="settings">
        <button
          type="button"
          class="quiet"
          aria-label={`Colors: ${theme.value}. Change`}
          title={`Colors: ${theme.value}`}
          onClick={nextTheme}
        >
          {{ auto: "◐", light: "☀", dark: "☾" }[theme.value]}
        </button>
        <button
          type="button"
          class="quiet"
          aria-label="Keys"
          title="Keys (?)"
          onClick={() => {
            isHelpOpen.value = true;
          }}
        >
          ?
        </button>
      </span>
    </header>
  );
}

function State() {
  const status = projectStatus.value;
  return (
    <span class="state" role="status">
      {connection.value === "lost" && <Badge tone="bad">not connected</Badge>}
      {status && (
        <>
          <span class="environment">{status.environment}</span>
          <Link href={urlOfTab("terraform")} class="plain">
            <Badge tone={toneOfTerraform[status.terraform]}>{status.terraform}</Badge>
          </Link>
          {status.ahead.length > 0 && <Badge tone="noted">{status.ahead.length} ahead</Badge>}
          {status.errors.length > 0 && <Badge tone="bad">{status.errors.length} errors</Badge>}
        </>
      )}
    </span>
  );
}
