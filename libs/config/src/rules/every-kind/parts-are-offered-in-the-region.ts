import { missingService } from '@careplane/aws-facts';
import type { Path } from '@careplane/problems';
import type { ParsedAnyService, ParsedPlatform } from '../../model';
import type { PlacedProblem, EveryKindRule, Sibling } from '../rule';

/** A part of every platform, or one that its files ask for. */
interface Part {
  readonly type: string;
  /** Where the region is written. */
  readonly region: Path;
  /** What it is for: the end of a sentence that begins with the service. */
  readonly purpose: string;
  readonly fix: string;
}

/** CloudFormation refuses a stack with a type that the region does not have. */
export const partsAreOfferedInTheRegion: EveryKindRule = (services, platform) =>
  partsOf(services, platform).flatMap(({ type, region, purpose, fix }): PlacedProblem[] => {
    const given = regionAt(platform, region);
    const service = missingService(type, given);
    if (service === undefined) return [];
    const message = `does not have ${service}, which ${purpose}`;
    return [{ service: 'platform', path: region, given, message, allowed: `a region with ${service}`, fix }];
  });

function regionAt({ region, environments }: ParsedPlatform, path: Path): string {
  return environments[String(path[1])]?.region ?? region;
}

function partsOf(services: readonly Sibling<ParsedAnyService>[], platform: ParsedPlatform): Part[] {
  const { repository, slack, environments } = platform;
  const region: Path = ['region'];
  const usesCodecommit =
    repository?.codecommit !== undefined || services.some(({ value }) => value.source.codecommit !== undefined);
  const elsewhere = Object.entries(environments).filter(([, environment]) => environment.region !== undefined);
  const places: Path[] = [region, ...elsewhere.map(([name]): Path => ['environments', name, 'region'])];
  return [
    ...(repository === undefined && services.length === 0
      ? []
      : [{ type: 'AWS::CodeBuild::Project', region, purpose: 'the pipelines need', fix: ANOTHER_REGION }]),
    ...(usesCodecommit
      ? [
          {
            type: 'AWS::CodeCommit::Repository',
            region,
            purpose: 'has the source code of this platform',
            fix: 'keep the source code on GitHub (repository.github, source.github), or choose another region',
          },
        ]
      : []),
    ...(slack === undefined
      ? []
      : [
          {
            type: 'AWS::Chatbot::SlackChannelConfiguration',
            region,
            purpose: 'the key slack asks for',
            fix: 'remove the key slack (e-mail stays), or choose another region',
          },
        ]),
    ...places.map((place) => ({
      type: 'AWS::Backup::RestoreTestingPlan',
      region: place,
      purpose: 'proves that backups can be restored (45 CFR 164.308(a)(7)(ii)(D))',
      fix: ANOTHER_REGION,
    })),
  ];
}

const ANOTHER_REGION = 'choose another region';
