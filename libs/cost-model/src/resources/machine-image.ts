import { IMAGE_GB } from './ebs-disks';
import type { InstanceSettings } from './instance-settings';

/** An operating system, and how the keys of its hours end. Licences are part of the hour. */
export interface OperatingSystem {
  readonly name: string;
  readonly suffix: string;
}

/** What the name of an image says: AWS names its images by what is on them. */
export interface MachineImage {
  /** Undefined where the name does not say it. */
  readonly system: OperatingSystem | undefined;
  /** The root volume of the image, where the template gives none. */
  readonly root: { readonly gb: number; readonly type: string; readonly of: string };
}

const SYSTEMS: readonly (readonly [name: RegExp, system: OperatingSystem])[] = [
  [/windows.*sql|sql.*windows/i, { name: 'Windows with SQL Server', suffix: '/windows-sql' }],
  [/windows/i, { name: 'Windows', suffix: '/windows' }],
  [/rhel|red.?hat/i, { name: 'Red Hat Enterprise Linux', suffix: '/rhel' }],
  [/suse|\bsles/i, { name: 'SUSE Linux', suffix: '/suse' }],
  [/ubuntu.?pro|pro-server/i, { name: 'Ubuntu Pro', suffix: '/ubuntu-pro' }],
];

/** Root volumes of AWS's images, the first that matches. @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html */
const ROOTS: readonly (readonly [name: RegExp, root: MachineImage['root']])[] = [
  [/windows/i, { gb: 30, type: 'gp2', of: 'Windows' }],
  [/ecs\/optimized-ami\/amazon-linux-2023/i, { gb: 30, type: 'gp3', of: 'the image for ECS' }],
  [/ecs\/optimized-ami/i, { gb: 30, type: 'gp2', of: 'the image for ECS' }],
  [/eks\/optimized-ami.*amazon-linux-2023/i, { gb: 20, type: 'gp3', of: 'the image for EKS' }],
  [/eks\/optimized-ami/i, { gb: 20, type: 'gp2', of: 'the image for EKS' }],
  [/al2023|amazon-linux-2023/i, { gb: IMAGE_GB, type: 'gp3', of: 'Amazon Linux 2023' }],
  [/ebs-gp3/i, { gb: IMAGE_GB, type: 'gp3', of: 'Ubuntu' }],
];

const AMAZON_LINUX: MachineImage['root'] = { gb: IMAGE_GB, type: 'gp2', of: 'Amazon Linux' };

const UNNAMED: MachineImage = { system: undefined, root: AMAZON_LINUX };

/** The image of an instance, as far as its name says what it is: `/aws/service/ami-windows-latest/…`. */
export function machineImage(settings: InstanceSettings): MachineImage {
  const place = settings.find('ImageId');
  const value = place?.resource.value(place.path) ?? '';
  if (typeof value === 'string' && (value === '' || /^ami-[0-9a-f]+$/.test(value))) return UNNAMED;
  const name = JSON.stringify(value);
  return {
    system: SYSTEMS.find(([pattern]) => pattern.test(name))?.[1],
    root: ROOTS.find(([pattern]) => pattern.test(name))?.[1] ?? AMAZON_LINUX,
  };
}

/** Windows, where a setting and not the image says it. */
export const WINDOWS: OperatingSystem = { name: 'Windows', suffix: '/windows' };
