import FREE from './free-reasons.json';

/** Of each type, why it costs nothing by itself. The list goes by reasons, which are sentences, each with its types. */
const REASONS = new Map(Object.entries(FREE).flatMap(([reason, types]) => types.map((type) => [type, reason])));

const CUSTOM = 'A custom resource calls a function or topic, which is charged separately.';

/** Why a type costs nothing by itself; undefined for a type that is not known to be free. */
export function freeReason(type: string): string | undefined {
  return type.startsWith('Custom::') ? CUSTOM : REASONS.get(type);
}
