import type { PlannedStack } from '../change-sets/planned-stack';

/** What is prepared for a stack, as data: without the whole templates. */
export function plannedStackAsData(prepared: PlannedStack) {
  const { kind, stack, changes } = prepared;
  const { unit, name, account, region, environment } = stack;
  return {
    unit,
    stack: name,
    account,
    region,
    environment,
    state: kind,
    ...(kind === 'ready' ? { changeSet: prepared.changeSet.arn } : {}),
    ...(kind === 'by template' && prepared.because !== '' ? { because: prepared.because } : {}),
    changes: changes.map(({ logicalId, type, path, action, properties }) => ({
      logicalId,
      type,
      path,
      // Programs read this: its words stay.
      action: action === 'orphan' ? 'release' : action,
      properties,
    })),
  };
}
