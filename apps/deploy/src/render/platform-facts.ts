import { dirname } from 'node:path';
import { sourceRevision } from '@careplane/command-line';
import { originFacts } from '@careplane/pages';
import type { ProofSubject } from '@careplane/assessment/proofs';
import type { PageFact } from '@careplane/pages';
import type { Target } from '@careplane/platform/target';
import { version } from '../../package.json';

/** What a page about a platform or a service was made from. */
export function platformFacts({ model, directory, selection }: Target, at: Date): PageFact[] {
  const { account, region } = model;
  const parts = [
    ['Service', selection.service],
    ['Environment', selection.environment],
  ].flatMap(([name = '', value]): PageFact[] => (value === undefined ? [] : [[name, value]]));
  return originFacts([['Platform', model.name], ...parts], {
    ...{ account, region },
    revision: sourceRevision(directory).revision,
    day: at.toISOString().slice(0, 10),
    toolkitVersion: version,
  });
}

/** What a page of proofs was made from: a platform, or one template. */
export function proofFacts({ model, name, stacks: [first] }: ProofSubject, place: string): PageFact[] {
  return originFacts([model === undefined ? ['Template', name] : ['Platform', model.name]], {
    account: model?.account ?? first?.account,
    region: model?.region ?? first?.region,
    revision: sourceRevision(model === undefined ? dirname(place) : place).revision,
    day: new Date().toISOString().slice(0, 10),
    toolkitVersion: version,
  });
}
