import type { ProviderSource } from "../terraform/index.ts";
import { compareVersions } from "../terraform/mirrors.ts";
import type { Tool } from "./tools.ts";

/** The oldest version that has everything the stacks use. */
const oldestProvider = "5.100.0";

/** Describes where `terraform init` gets the AWS provider. */
export function inspectProvider(source: ProviderSource): Tool {
  const known = {
    name: "AWS provider",
    howToGet:
      "terraform init downloads it when registry.terraform.io can be reached; without it, keep a filesystem mirror, " +
      "such as ~/.terraform.d/plugins (terraform providers mirror makes one)",
  };
  switch (source.from) {
    case "registry":
      return { ...known, found: true, detail: "registry.terraform.io answers" };
    case "user-configuration":
      return { ...known, found: true, detail: `by your own ${source.files.join(", ")}` };
    case "nowhere":
      return { ...known, found: false, detail: "registry.terraform.io does not answer, and no mirror has it" };
    case "mirror": {
      const version = source.versions[0] ?? "";
      const isNewEnough = compareVersions(version, oldestProvider) >= 0;
      const detail = `mirror ${source.directory}${isNewEnough ? "" : `: ${oldestProvider} or newer is needed`}`;
      return { ...known, found: isNewEnough, version, detail };
    }
  }
}
