import type { ParsedAnyService } from '../../model';
import type { EveryKindRule, Sibling } from '../rule';

export const serviceNamesAreDistinct: EveryKindRule = (services) => {
  const firstWith = new Map<string, Sibling<ParsedAnyService>>();
  return services.flatMap((service, index) => {
    const first = firstWith.get(service.value.name);
    if (first === undefined) {
      firstWith.set(service.value.name, service);
      return [];
    }
    return [
      {
        service: index,
        path: ['name'],
        message: `is also the name of the service in ${first.file}`,
        allowed: 'a unique name',
        fix: 'rename one of the two',
      },
    ];
  });
};
