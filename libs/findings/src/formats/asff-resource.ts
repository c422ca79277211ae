import type { Finding, ScannedArtifact } from '../finding';
import { ASFF_LIMITS as LIMITS, clip, filled } from './asff-limits';
import type { AsffResource } from './asff-type';
import { partitionOf } from '@careplane/aws-facts';

/**
 * What carries the finding: the image by its digest, its repository while the digest is unknown, or a place in
 * templates. Never the line that was matched.
 */
export function asffResource(finding: Finding, { stream, scan }: ScannedArtifact): AsffResource {
  const Partition = partitionOf(stream.region);
  const base = { Partition, Region: stream.region };
  const Details = { Other: placeOf(finding) };
  if (scan.kind === 'folder') {
    const place = [stream.account, stream.region, stream.repository, finding.target, finding.location?.resource];
    return { Type: 'Other', Id: clip(place.filter(Boolean).join('/'), LIMITS.resourceId), ...base, Details };
  }
  const repository = `arn:${Partition}:ecr:${stream.region}:${stream.account}:repository/${stream.repository}`;
  if (scan.imageDigest === undefined) {
    return { Type: 'AwsEcrRepository', Id: clip(repository, LIMITS.resourceId), ...base, Details };
  }
  const image = { RegistryId: stream.account, RepositoryName: stream.repository, ImageDigest: scan.imageDigest };
  return {
    Type: 'AwsEcrContainerImage',
    Id: clip(`${repository}/${scan.imageDigest}`, LIMITS.resourceId),
    ...base,
    Details: { AwsEcrContainerImage: image, ...Details },
  };
}

function placeOf({ target, package: found, location }: Finding): Record<string, string> {
  const lines = [location?.startLine, location?.endLine].filter((line) => line !== undefined);
  const place: Readonly<Record<string, string | undefined>> = {
    Target: target,
    Package: found?.name,
    PackageUrl: found?.purl,
    InstalledVersion: found?.installedVersion,
    FixedVersion: found?.fixedVersion,
    Path: found?.path,
    Resource: location?.resource,
    Lines: [...new Set(lines)].join('-'),
  };
  return filled(place, LIMITS.otherValue);
}
