import { lookUp } from './look-up';
import type { Range, Exact } from '../estimate-types';
import { exact, scaleRange } from '../exact';
import { HOURS_A_MONTH } from '../hours';
import type { TemplateResource } from '../template/resource';
import { capacityShares, runsOnFargate } from './capacity-providers';
import { charge, type Component, type Priceable, type PricedType } from './priced-type';
import { publicIpv4 } from './public-ipv4';
import { runningTasks } from './running-tasks';
import { readMemoryGb, readVcpus } from './task-size';

/** Gigabytes of temporary storage that come with a task. */
const STORAGE_INCLUDED_GB = 20;

/** A service is its running tasks, and a task is what its definition asks for. @see https://aws.amazon.com/fargate/pricing/ */
export const ecsService: PricedType = {
  type: 'AWS::ECS::Service',
  usage: { runningTasks: { unit: 'tasks', what: 'that run, on average over the month' } },
  charges: (priceable) => {
    const definition = priceable.target('TaskDefinition');
    if (!onFargate(priceable, definition)) {
      return { free: 'Its tasks run on container instances, which are charged separately.' };
    }
    const { tasks, assumption } = runningTasks(priceable);
    const shares = tasks && capacityShares(priceable, tasks);
    const sizes = sizesOf(definition);
    const isDecided = tasks !== undefined && sizes.vcpus !== undefined && sizes.memoryGb !== undefined;
    const note = {
      unresolved: tasks === undefined ? 'DesiredCount' : 'TaskDefinition',
      ...(assumption && { assumption }),
      ...(isDecided && { usageKey: 'runningTasks' }),
    };
    return [
      ...(shares ?? [{ tasks: undefined, spot: false }]).flatMap((share) =>
        computeCharges(sizes, share.tasks && scaleRange(share.tasks, HOURS_A_MONTH), share.spot, note),
      ),
      ...temporaryStorage(sizes, tasks && scaleRange(tasks, HOURS_A_MONTH), { unresolved: 'DesiredCount' }),
      ...addresses(priceable, tasks, assumption),
    ];
  },
};

function onFargate(priceable: Priceable, definition: TemplateResource | undefined): boolean {
  const { resource } = priceable;
  const launchType = resource.text('LaunchType', '');
  if (launchType === 'EC2' || launchType === 'EXTERNAL') return false;
  if (launchType === 'FARGATE') return true;
  const byStrategy = runsOnFargate(priceable);
  if (byStrategy !== undefined) return byStrategy;
  return definition === undefined || definition.list('RequiresCompatibilities')?.includes('FARGATE') !== false;
}

export interface TaskSizes {
  readonly vcpus: Exact | undefined;
  readonly memoryGb: Exact | undefined;
  readonly storageGb: Exact | undefined;
  /** Part of the usage type: '', 'ARM-' or 'Windows-'. */
  readonly platform: string | undefined;
}

/** Sizes of a task definition; those of an unknown one are unknown. */
export function sizesOf(definition: TemplateResource | undefined): TaskSizes {
  if (definition === undefined) {
    return { vcpus: undefined, memoryGb: undefined, storageGb: exact(STORAGE_INCLUDED_GB), platform: undefined };
  }
  const cpu = definition.text('Cpu');
  const memory = definition.text('Memory');
  const system = definition.text('RuntimePlatform.OperatingSystemFamily', 'LINUX');
  const architecture = definition.text('RuntimePlatform.CpuArchitecture', 'X86_64');
  return {
    vcpus: cpu === undefined ? undefined : readVcpus(cpu),
    memoryGb: memory === undefined ? undefined : readMemoryGb(memory),
    storageGb: definition.number('EphemeralStorage.SizeInGiB', STORAGE_INCLUDED_GB),
    platform: system === undefined || architecture === undefined ? undefined : platformOf(system, architecture),
  };
}

/** The part of Fargate's usage types that names the platform. */
function platformOf(system: string, architecture: string): string {
  if (system.startsWith('WINDOWS')) return 'Windows-';
  return architecture === 'ARM64' ? 'ARM-' : '';
}

/** What every line of Fargate Spot assumes. */
export const FARGATE_SPOT = 'Prices of Fargate Spot change; the one of an old list is taken.';

/** The charges of tasks of one size for the hours in which they run. */
export function computeCharges(
  { vcpus, memoryGb, platform }: TaskSizes,
  hours: Range | undefined,
  spot: boolean,
  note: Pick<Component, 'unresolved' | 'assumption' | 'usageKey'>,
): Component[] {
  const price = (usageType: string) =>
    platform === undefined ? undefined : `AmazonECS/${spot ? 'SpotUsage-' : ''}Fargate-${platform}${usageType}`;
  const names: Record<string, string> = { 'ARM-': ' (ARM)', 'Windows-': ' (Windows)' };
  const name = `Fargate${spot ? ' Spot' : ''}${lookUp(names, platform) ?? ''}`;
  const assumption = [...(spot ? [FARGATE_SPOT] : []), ...(note.assumption === undefined ? [] : [note.assumption])];
  const known = assumption.length === 0 ? note : { ...note, assumption: assumption.join(' ') };
  const unknown = platform === undefined ? { unresolved: 'TaskDefinition, which is not in these templates,' } : known;
  const times = (size: Exact | undefined) => (hours && size ? scaleRange(hours, size) : undefined);
  return [
    charge(`${name} vCPU`, 'vCPU-hours', times(vcpus), price('vCPU-Hours:perCPU'), unknown),
    charge(`${name} memory`, 'GB-hours', times(memoryGb), price('GB-Hours'), unknown),
    ...(platform === 'Windows-'
      ? [charge('Windows licence', 'vCPU-hours', times(vcpus), price('OS-Hours:perCPU'), note)]
      : []),
  ];
}

/** Temporary storage above what comes with a task, for the hours in which tasks run. */
export function temporaryStorage(
  { storageGb }: TaskSizes,
  hours: Range | undefined,
  note: Pick<Component, 'unresolved' | 'usageKey'>,
): Component[] {
  if (storageGb === undefined || storageGb.lte(STORAGE_INCLUDED_GB)) return [];
  const quantity = hours && scaleRange(hours, storageGb.minus(STORAGE_INCLUDED_GB));
  const name = `Ephemeral storage (above ${STORAGE_INCLUDED_GB} GB)`;
  return [charge(name, 'GB-hours', quantity, 'AmazonECS/Fargate-EphemeralStorage-GB-Hours', note)];
}

function addresses({ resource }: Priceable, tasks: Range | undefined, assumption: string | undefined): Component[] {
  const assigned = resource.text('NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp', 'DISABLED');
  return assigned === 'ENABLED' && tasks !== undefined ? [publicIpv4(tasks, assumption)] : [];
}
