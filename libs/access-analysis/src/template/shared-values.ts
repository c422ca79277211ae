import type { Text } from '../policy/text';
import { Resolver, literalOf, unknown } from './resolver';
import { isMap, resourcesOf } from './stack';
import type { AnalyzedStack } from './stack';

/** References from stack to stack that are followed: a longer chain goes round in circles. */
const DEEPEST = 20;

/** The values that stacks give to other stacks: parameters of Systems Manager, and exports. */
export class SharedValues {
  private readonly parameters = new Map<string, Given>();
  private readonly exports = new Map<string, Given>();

  constructor(stacks: readonly AnalyzedStack[]) {
    for (const stack of stacks) {
      const resolver = new Resolver(stack, this);
      for (const { id, properties } of resourcesOf(stack, 'AWS::SSM::Parameter')) {
        const name = literalOf(resolver.nameOf(id));
        if (name !== undefined) this.parameters.set(keyOf(stack, name), { resolver, value: properties['Value'] });
      }
      for (const output of Object.values(stack.template.Outputs ?? {})) {
        if (!isMap(output) || !isMap(output['Export'])) continue;
        const name = resolver.literal(output['Export']['Name']);
        if (name !== undefined) this.exports.set(keyOf(stack, name), { resolver, value: output['Value'] });
      }
    }
  }

  /** The value of a parameter of Systems Manager. */
  parameter(reader: AnalyzedStack, name: string, depth: number): Text {
    return read(
      this.parameters.get(keyOf(reader, name)),
      `the parameter ${name} that the stack ${reader.name} reads is made by no template`,
      depth,
    );
  }

  /** The value that another stack exports. */
  exported(reader: AnalyzedStack, name: Text, depth: number): Text {
    const known = literalOf(name);
    return read(
      known === undefined ? undefined : this.exports.get(keyOf(reader, known)),
      `the export ${known ?? ''} that the stack ${reader.name} imports is made by no template`,
      depth,
    );
  }
}

interface Given {
  readonly resolver: Resolver;
  readonly value: unknown;
}

function read(given: Given | undefined, reason: string, depth: number): Text {
  return given === undefined || depth > DEEPEST ? [unknown(reason)] : given.resolver.text(given.value, depth + 1);
}

function keyOf({ account, region }: AnalyzedStack, name: string): string {
  return `${account} ${region} ${name}`;
}
