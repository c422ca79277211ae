import type { AssembledStack } from './assembly';
import { parametersMadeBy, parametersReadBy } from './template';

/** Which stacks must be done before a stack, by their keys: what the assembly says, and whose parameters it reads. */
export type Order = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The order of stacks, also across units: units know each other only by the names of SSM parameters, so those say who
 * comes first.
 */
export function orderOf(stacks: readonly AssembledStack[]): Order {
  const makers = new Map<string, string>();
  for (const stack of stacks) {
    for (const name of parametersMadeBy(stack.template).keys()) makers.set(placed(stack, name), stack.key);
  }
  return new Map(
    stacks.map((stack) => {
      const declared = stacks.filter(({ unit, id }) => unit === stack.unit && stack.after.includes(id));
      const read = parametersReadBy(stack.template).flatMap((name) => makers.get(placed(stack, name)) ?? []);
      return [stack.key, new Set([...declared.map(({ key }) => key), ...read].filter((key) => key !== stack.key))];
    }),
  );
}

/** A name means one parameter only within an account and region. */
function placed({ account, region }: AssembledStack, name: string): string {
  return `${account}/${region}${name}`;
}

export type Done = 'done' | 'failed' | 'not started';

/**
 * Work on items as early as their order allows, at most `width` at a time. Once one fails, or `stop` says so, what runs is
 * finished and nothing new is begun.
 *
 * @param work tells whether it succeeded; an error it throws is thrown here, after what runs has finished
 */
export async function inOrder(
  order: Order,
  width: number,
  work: (key: string) => Promise<boolean>,
  stop: () => boolean = () => false,
): Promise<Map<string, Done>> {
  const result = new Map<string, Done>([...order.keys()].map((key) => [key, 'not started']));
  const running = new Map<string, Promise<void>>();
  let halted = false;
  let thrown: { readonly error: unknown } | undefined;
  const ready = () =>
    [...order].filter(
      ([key, before]) =>
        result.get(key) === 'not started' &&
        !running.has(key) &&
        [...before].every((other) => !order.has(other) || result.get(other) === 'done'),
    );
  const begin = async (key: string) => {
    try {
      const good = await work(key);
      result.set(key, good ? 'done' : 'failed');
      halted ||= !good;
    } catch (error) {
      result.set(key, 'failed');
      halted = true;
      thrown ??= { error };
    } finally {
      running.delete(key);
    }
  };
  for (;;) {
    for (const [key] of halted || stop() ? [] : ready()) {
      if (running.size < width) running.set(key, begin(key));
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (thrown !== undefined) throw thrown.error;
  return result;
}
