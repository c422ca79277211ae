import { usageKeysOf } from '../resources/usage-keys';
import type { TemplateResource } from '../template/resource';
import type { UsageFile, UsageValue } from '../usage/usage-file';

/** Records which usage keys of which resources an estimate has asked for. */
export interface UsageReads {
  add(resource: TemplateResource, key: string): void;
  has(resource: TemplateResource, key: string): boolean;
}

/** An empty record. */
export function usageReads(): UsageReads {
  const reads = new Map<TemplateResource, Set<string>>();
  return {
    add(resource, key) {
      const keys = reads.get(resource) ?? new Set<string>();
      keys.add(key);
      reads.set(resource, keys);
    },
    has: (resource, key) => reads.get(resource)?.has(key) === true,
  };
}

/**
 * Amounts that the usage file gives for one resource and that its properties do not charge, such as execution logs of a workflow
 * that writes none: a sentence for each. Without it, such an amount would look as if it were part of the total.
 */
export function unusedUsage(
  file: UsageFile | undefined,
  resources: readonly TemplateResource[],
  reads: UsageReads,
): readonly string[] {
  if (file === undefined) return [];
  return resources.flatMap((resource) => {
    if (!isAddressed(file, resource)) return [];
    const address = addressOf(resource);
    const known = usageKeysOf(resource.type);
    return Object.entries(file.usage[address] ?? {})
      .filter(([key, value]) => Object.hasOwn(known, key) && !isNothing(value) && !reads.has(resource, key))
      .map(([key]) => `${address}: ${key} is given, but nothing that the template sets up is charged by it.`);
  });
}

/** Whether the usage file has amounts for one resource by itself. */
export function isAddressed(file: UsageFile | undefined, resource: TemplateResource): boolean {
  return file !== undefined && Object.hasOwn(file.usage, addressOf(resource));
}

function addressOf({ stack, logicalId }: TemplateResource): string {
  return `${stack}/${logicalId}`;
}

function isNothing(value: UsageValue): boolean {
  return typeof value === 'object' ? value.high === 0 : value === 0;
}
