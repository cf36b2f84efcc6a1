import { HclStack, type StackFiles } from "@featheredge/synth";
import {
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  TerraformOutput,
  type TerraformRemoteState,
} from "cdktf";
import type { Construct } from "constructs";
import { type Environment, environmentFile } from "#environments";
import { joinedName, type NamesResources } from "#modules/naming.ts";
import { type AwsProviders, awsProviders, requiredProviders } from "./providers.ts";
import { localState, s3StateKey, stateBackend } from "./state.ts";

/** A stack, as its kind created it. */
export interface CreatedStack<Output extends string = string> {
  readonly stack: EnvironmentStack;
  /** Files of the stack's folder next to its configuration. */
  readonly files: StackFiles;
  /** The Terraform outputs that other stacks of the environment may use. */
  readonly outputs: readonly Output[];
}

export interface EnvironmentStackProps {
  /** The stack kind's name. */
  readonly kind: string;
  /** The name of the entry in the environment: `site`. */
  readonly id: string;
  /** The environment's name. */
  readonly name: string;
  readonly environment: Environment;
  readonly appliedBy?: "bootstrap" | undefined;
  /** Earlier names of the entry, the oldest first. @default [] */
  readonly renamedFrom?: readonly string[] | undefined;
}

/**
 * A stack of an environment, with the environment's state backend and AWS providers. All stacks have the same providers,
 * so that any stack's configuration is enough to destroy one whose own configuration is gone.
 */
export class EnvironmentStack extends HclStack implements NamesResources {
  readonly providers: AwsProviders;
  readonly #environment: Environment;
  readonly #reads = new Map<string, TerraformRemoteState>();
  readonly #outputs: string[] = [];

  /** Earlier names of the entry, the oldest first. */
  readonly renamedFrom: readonly string[];

  constructor(scope: Construct, { kind, id, name, environment, appliedBy, renamedFrom = [] }: EnvironmentStackProps) {
    const stackName = `${id}-${name}`;
    super(scope, stackName, {
      heading: `${stackName}, written by stacks/ from ${environmentFile(name)}. Change that, not this.`,
      requiredProviders,
      identity: {
        kind,
        environment: name,
        name: id,
        ...(appliedBy === undefined ? {} : { appliedBy }),
        ...(renamedFrom.length === 0 ? {} : { renamedFrom: renamedFrom.map((earlier) => `${earlier}-${name}`) }),
      },
    });
    this.renamedFrom = renamedFrom;
    this.renamePart(
      `${kind}:${id}`,
      renamedFrom.map((earlier) => `${kind}:${earlier}`),
    );
    this.#environment = environment;
    stateBackend(this, environment, stackName);
    // By these tags, commands recognize the stack's resources, whatever its state contains.
    const tags = {
      "featheredge-environment": name,
      "featheredge-stack": stackName,
      ...(appliedBy === undefined ? {} : { "featheredge-applied-by": appliedBy }),
    };
    this.providers = awsProviders(this, environment, tags);
  }

  /**
   * A name for a resource, unique in the account: `prod-site-pages`. It begins with the entry's oldest name, since most
   * resources can't be renamed in AWS.
   *
   * @param most characters
   */
  resourceName(part: string, most: number): string {
    return joinedName([this.identity.environment, this.renamedFrom[0] ?? this.identity.name, part], most);
  }

  /** The account that the stack is in: twelve digits. */
  get account(): string {
    return this.#environment.account;
  }

  /** The names of the outputs that are strings, which other stacks can refer to. */
  get outputNames(): readonly string[] {
    return this.#outputs;
  }

  /** Adds a Terraform output. */
  output(name: string, value: unknown, description: string): void {
    if (typeof value === "string") this.#outputs.push(name);
    new TerraformOutput(this, `output:${name}`, { value, description });
  }

  /**
   * References to the outputs of another stack, read from its state. Terraform must apply the other stack first, so
   * commands plan and apply it first and destroy it last.
   */
  outputsOf<Output extends string>({ stack, outputs }: CreatedStack<Output>): Record<Output, string> {
    const { id } = stack.node;
    const read = this.#reads.get(id) ?? this.#readState(stack);
    this.#reads.set(id, read);
    this.addDependency(stack);
    const entries = outputs.map((output): [Output, string] => [output, read.getString(output)]);
    return Object.fromEntries(entries) as Record<Output, string>;
  }

  #readState(stack: EnvironmentStack): TerraformRemoteState {
    const { state } = this.#environment;
    const id = `stack:${stack.identity.name}`;
    if (state.type === "local") {
      return new DataTerraformRemoteStateLocal(this, id, { path: `\${path.module}/../${stack.node.id}/${localState}` });
    }
    const { bucket, region } = state;
    return new DataTerraformRemoteStateS3(this, id, { bucket, key: s3StateKey(stack.node.id), region });
  }
}
