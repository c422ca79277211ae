type Properties = Readonly<Record<string, unknown>>;

/** Fargate's sizes with the least memory of each, in CPU units and MiB; the rest follow by halving. */
const SMALLEST_MIB: Readonly<Record<number, number>> = { 256: 512, 512: 1024, 1024: 2048, 2048: 4096, 4096: 8192 };

/** A task definition with half the CPU and memory; undefined where there is no smaller size. */
export function halved(properties: Properties): Properties | undefined {
  const cpu = Number(properties['Cpu']) / 2;
  const memory = Number(properties['Memory']) / 2;
  const least = SMALLEST_MIB[cpu];
  if (!isFargate(properties) || least === undefined || !Number.isFinite(memory)) return undefined;
  return { ...properties, Cpu: String(cpu), Memory: String(Math.max(least, memory)) };
}

/** A task definition for Graviton; undefined where it is one, or runs Windows. */
export function onArm(properties: Properties): Properties | undefined {
  const platform = asMap(properties['RuntimePlatform']);
  if (!isFargate(properties) || platform['CpuArchitecture'] === 'ARM64' || isWindows(platform)) return undefined;
  return { ...properties, RuntimePlatform: { ...platform, CpuArchitecture: 'ARM64' } };
}

/** A service on Fargate Spot; undefined where it is on Spot or on instances. */
export function onSpot(properties: Properties): Properties | undefined {
  const strategy = properties['CapacityProviderStrategy'];
  if (properties['LaunchType'] === 'EC2' || JSON.stringify(strategy ?? '').includes('SPOT')) return undefined;
  const { LaunchType: _launchType, ...rest } = properties;
  return { ...rest, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] };
}

/** A task that names no compatibility may run on Fargate as on EC2; its service decides. */
function isFargate({ RequiresCompatibilities: required }: Properties): boolean {
  return !Array.isArray(required) || required.includes('FARGATE');
}

function isWindows(platform: Properties): boolean {
  return String(platform['OperatingSystemFamily'] ?? '').startsWith('WINDOWS');
}

function asMap(value: unknown): Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}
