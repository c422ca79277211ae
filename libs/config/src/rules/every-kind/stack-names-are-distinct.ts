import type { EveryKindRule } from '../rule';

export const stackNamesAreDistinct: EveryKindRule = (services, platform) => {
  const environments = Object.keys(platform.environments);
  const owner = new Map<string, string>();
  return services.flatMap((service, index) => {
    const stacks = [...environments, 'repository'].map((suffix) => `${service.value.name}-${suffix}`);
    const taken = stacks.find((stack) => owner.has(stack) && owner.get(stack) !== service.value.name);
    for (const stack of stacks) if (!owner.has(stack)) owner.set(stack, service.value.name);
    if (taken === undefined) return [];
    return [
      {
        service: index,
        path: ['name'],
        restsOnPlatform: [['name']],
        message: `gives the stack name ${platform.name}-${taken}, which service ${owner.get(taken)} already uses`,
        allowed: 'a name that gives different stack names',
        fix: 'rename one of the two services',
      },
    ];
  });
};
