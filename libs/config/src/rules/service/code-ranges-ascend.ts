import type { Path } from '@careplane/problems';
import type { RuleProblem, ServiceRule } from '../rule';

export const codeRangesAscend: ServiceRule = (service) => {
  if (service.kind !== 'web') return [];
  return [
    ...check(['healthCheck', 'codes'], service.healthCheck?.codes),
    ...Object.entries(service.environments).flatMap(([name, { healthCheck }]) =>
      check(['environments', name, 'healthCheck', 'codes'], healthCheck?.codes),
    ),
  ];
};

function check(path: Path, codes: string | undefined): RuleProblem[] {
  const wrong = (codes ?? '').split(',').find((part) => {
    const [from, to] = part.split('-');
    return to !== undefined && Number(from) >= Number(to);
  });
  if (wrong === undefined) return [];
  const [from = '', to = ''] = wrong.split('-');
  return [
    {
      path,
      message: `has the range ${wrong}, which contains no code`,
      allowed: 'ranges from the smaller to the larger code, such as 200-299',
      fix: from === to ? `write ${from}` : `write ${to}-${from}`,
    },
  ];
}
