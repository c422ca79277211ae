import { DATABASE_ENGINES } from '@careplane/aws-facts';
import { nearestTaskSizes, isTaskSize, TASK_SIZES } from '@careplane/compute/task-sizes';
import { databasePlaces, egressOf, egressPath, locationIdOf, networkOf, sizeOf } from '@careplane/config';
import type { RuleProblem, ParsedPlatform, PlatformRule, Rules, ServiceRule } from '@careplane/config';
import { instanceClass, instanceClassesOf } from '@careplane/data/instance-classes';
import { isRange, rangeOf, rangeProblem, rangesOverlap } from '@careplane/networking/subnet-plan';
import { nearest } from '@careplane/problems';
import type { Path } from '@careplane/problems';
import { boundariesFitAPolicy } from './boundary-rule';

/** Where each VPC's range is written: at the top for the platform's own location, in an environment for one of its own. */
function ranges(platform: ParsedPlatform): { path: Path; cidr: string; owner: string }[] {
  const own = Object.entries(platform.environments).flatMap(([name, environment]) =>
    locationIdOf(platform, environment) !== 'primary' && environment.network?.cidr !== undefined
      ? [
          {
            path: ['environments', name, 'network', 'cidr'],
            cidr: environment.network.cidr,
            owner: locationIdOf(platform, environment),
          },
        ]
      : [],
  );
  return [{ path: ['network', 'cidr'], cidr: platform.network.cidr, owner: 'primary' }, ...own];
}

const rangesFitAVpc: PlatformRule = (platform) =>
  ranges(platform).flatMap(({ path, cidr }) => {
    const problem = rangeProblem(cidr);
    return problem ? [{ path, given: cidr, fix: 'choose another range', ...problem }] : [];
  });

const vpcsDoNotOverlap: PlatformRule = (platform) => {
  const all = ranges(platform);
  return all.flatMap((range, index) => {
    const other = all
      .slice(0, index)
      .find((known) => known.owner !== range.owner && rangesOverlap(known.cidr, range.cidr));
    return other ? [overlap(range.path, range.cidr, `the platform’s VPC with ${other.cidr}`)] : [];
  });
};

const reservedRangesStayFree: PlatformRule = (platform) => {
  const malformed = platform.network.reserved.flatMap((reserved, index) =>
    isRange(reserved)
      ? []
      : [
          {
            path: ['network', 'reserved', index],
            message: 'is not an IPv4 range',
            allowed: 'a range such as 10.0.0.0/16',
            fix: 'correct it',
          },
        ],
  );
  const taken = ranges(platform).flatMap(({ path, cidr }) => {
    const environment = typeof path[1] === 'string' ? platform.environments[path[1]] : undefined;
    const { reserved } = environment === undefined ? platform.network : networkOf(platform, environment);
    const hit = reserved.find((known) => rangesOverlap(known, cidr));
    return hit === undefined ? [] : [overlap(path, cidr, `the reserved range ${hit}`)];
  });
  return [...malformed, ...taken];
};

function overlap(path: Path, cidr: string, what: string): RuleProblem {
  return {
    path,
    given: cidr,
    message: `overlaps ${what}`,
    allowed: 'a range that shares no address with it',
    fix: 'choose another range; it cannot be changed after the VPC is created',
  };
}

const instanceClassesAreKnown: PlatformRule = (platform) =>
  databasePlaces(platform).flatMap(({ path: own, database: { engine, instanceClass: written }, overrides }) => {
    const known = instanceClassesOf(engine).map(({ name }) => name);
    const places: { path: Path; given: string | undefined }[] = [
      { path: [...own, 'instanceClass'], given: written },
      ...overrides.map(({ path, value }) => ({ path: [...path, 'instanceClass'], given: value.instanceClass })),
    ];
    return places.flatMap(({ path, given }) => {
      if (given === undefined || instanceClass(engine, given) !== undefined) return [];
      const guess = nearest(given, known);
      return [
        {
          path,
          given,
          restsOn: [path, [...own, 'engine']],
          message: `is not a known RDS instance class for ${DATABASE_ENGINES[engine].title}`,
          allowed: `one of ${known.join(', ')}`,
          fix: guess ? `did you mean "${guess}"?` : 'choose one of these',
        },
      ];
    });
  });

const taskSizesExist: ServiceRule = (service, platform) => {
  const seen = new Set<string>();
  return Object.keys(platform.environments).flatMap((name) => {
    const { cpu, memoryMiB } = sizeOf(service, name);
    const override = service.environments[name] ?? {};
    const overridden = (['memoryMiB', 'cpu'] as const).find((key) => override[key] !== undefined);
    const path: Path =
      overridden === undefined
        ? [service.memoryMiB !== undefined ? 'memoryMiB' : 'cpu']
        : ['environments', name, overridden];
    // Two environments may share the value; one line in the file is one problem.
    if (isTaskSize(cpu, memoryMiB) || seen.has(path.join('.'))) return [];
    seen.add(path.join('.'));
    const keys: Path[] = [['cpu'], ['memoryMiB']];
    const sizes = nearestTaskSizes(cpu, memoryMiB).map((size) => `cpu: ${size.cpu} with memoryMiB: ${size.memoryMiB}`);
    const ofCpu = TASK_SIZES.find((size) => size.cpu === cpu);
    return [
      {
        path,
        restsOn: [...keys, ...keys.map((key) => ['environments', name, ...key])],
        given: { cpu, memoryMiB },
        message: `is a task size that Fargate does not offer: ${cpu} CPU units with ${memoryMiB} MiB`,
        allowed: ofCpu
          ? `with ${cpu} CPU units: ${ofCpu.memoryMiB.join(', ')} MiB`
          : `${TASK_SIZES.map((size) => size.cpu).join(', ')} CPU units, each with its own memory sizes`,
        fix: `write ${sizes.join(', or ')}`,
      },
    ];
  });
};

/** A partner has addresses of its own: not all of the internet, and none of the platform's network. */
const partnersHaveAddresses: ServiceRule = (service, platform) => {
  const seen = new Set<string>();
  return Object.entries(platform.environments).flatMap(([name, environment]) => {
    const { cidr } = networkOf(platform, environment);
    return egressOf(service, name).flatMap(({ name: partner, to }) =>
      to.flatMap((range, index) => {
        const path: Path = [...egressPath(service, name, partner), 'to', index];
        const problem = rangeOfPartner(range, cidr);
        if (problem === undefined || seen.has(path.join('.'))) return [];
        seen.add(path.join('.'));
        return [{ path, given: range, ...problem }];
      }),
    );
  });
};

/** Addresses that are not those of another network. https://www.iana.org/assignments/iana-ipv4-special-registry */
const NOBODYS: readonly { cidr: string; what: string }[] = [
  { cidr: '127.0.0.0/8', what: 'the task itself' },
  { cidr: '169.254.0.0/16', what: 'services of AWS beside the task, such as its credentials' },
  { cidr: '224.0.0.0/4', what: 'groups of computers (multicast)' },
  { cidr: '240.0.0.0/4', what: 'reserved' },
];

/** Ranges larger than this are no partner's: the largest that is allowed has 65,536 addresses. */
const WIDEST_PREFIX = 16;

function rangeOfPartner(range: string, vpc: string): Pick<RuleProblem, 'message' | 'allowed' | 'fix'> | undefined {
  const allowed = 'the addresses of the partner, such as 203.0.113.7/32';
  if (!isRange(range)) {
    return { message: 'is not an IPv4 range', allowed, fix: 'correct it' };
  }
  if (Number(range.split('/')[1]) < WIDEST_PREFIX) {
    return {
      message: 'is a large part of the internet, and a way out for data that no one named',
      allowed: `${allowed}; at most a /${WIDEST_PREFIX}`,
      fix: 'ask the partner for its addresses',
    };
  }
  const first = rangeOf(range);
  if (first !== range) {
    return {
      message: `does not begin at the first address of its range, and EC2 would open ${first}`,
      allowed,
      fix: `write ${first}, or ${String(range.split('/')[0])}/32 for the one address`,
    };
  }
  const own = NOBODYS.find(({ cidr }) => rangesOverlap(cidr, range));
  if (own !== undefined) {
    return {
      message: `has addresses that no partner has: ${own.what}`,
      allowed,
      fix: 'ask the partner for its addresses',
    };
  }
  return isRange(vpc) && rangesOverlap(range, vpc)
    ? {
        message: `is in the network of the platform, ${vpc}`,
        allowed,
        fix: 'use a connection of service.yaml, such as database, caches or queues',
      }
    : undefined;
}

/** Rules that need a construct library's tables, or policies that are made here; config itself knows neither. */
export const toolkitRules: Partial<Rules> = {
  platform: [rangesFitAVpc, vpcsDoNotOverlap, reservedRangesStayFree, instanceClassesAreKnown, boundariesFitAPolicy],
  service: [taskSizesExist, partnersHaveAddresses],
};
