import { cacheNodeTypesIn } from '@careplane/aws-facts';
import type { Path } from '@careplane/problems';
import { oncePerPlace } from '../rule';
import type { RuleProblem, PlatformRule } from '../rule';

/** The region offers the node types of its caches, and a cache of production has a replica that takes over. */
export const cachesCanRun: PlatformRule = (platform) =>
  oncePerPlace(
    Object.entries(platform.environments).flatMap(([name, environment]) =>
      Object.entries(platform.caches).flatMap(([cache, settings]) => {
        const own = environment.caches?.[cache] ?? {};
        const place = (key: 'nodeType' | 'nodes'): Path =>
          own[key] === undefined ? ['caches', cache, key] : ['environments', name, 'caches', cache, key];
        const tier: Path = ['environments', name, 'tier'];
        const region = environment.region ?? platform.region;
        const problems: RuleProblem[] = [];
        const nodeType = own.nodeType ?? settings.nodeType;
        const offered = cacheNodeTypesIn(region);
        if (!offered.includes(nodeType)) {
          problems.push({
            path: place('nodeType'),
            given: nodeType,
            message: `is not offered in ${region}, the region of ${name}`,
            allowed: `one of ${offered.join(', ')}`,
            fix: `choose another node type, for this environment alone under environments.${name}.caches.${cache}`,
          });
        }
        if (environment.tier === 'production' && (own.nodes ?? settings.nodes) === 1) {
          problems.push({
            path: place('nodes'),
            given: 1,
            restsOn: [place('nodes'), tier],
            message: `is one node: nothing takes over in ${name}, a production environment, when the node fails`,
            allowed: '2 to 6',
            fix: 'write 2, or set tier: nonproduction, if no patient data is kept here',
          });
        }
        return problems;
      }),
    ),
  );
