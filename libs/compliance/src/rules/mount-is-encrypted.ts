import { only } from './examples';
import { ruleFor } from './rule';
import { at, listOf } from './template-values';

/** A task mounts a file system with TLS, as its own role, through an access point. */
export const mountIsEncrypted = ruleFor({
  name: 'MountIsEncrypted',
  control: '164.312(e)(2)(ii)',
  sameAs: 'AWS Security Hub: ECS.18',
  types: ['AWS::ECS::TaskDefinition'],
  wrong: ({ properties }) => {
    const loose = listOf(properties['Volumes']).some((volume) => {
      const mount = at(volume, 'EFSVolumeConfiguration');
      return (
        mount !== undefined &&
        (at(mount, 'TransitEncryption') !== 'ENABLED' ||
          at(mount, 'AuthorizationConfig', 'IAM') !== 'ENABLED' ||
          at(mount, 'AuthorizationConfig', 'AccessPointId') === undefined)
      );
    });
    return loose ? 'A task mounts a file system without TLS, without its role, or without an access point.' : undefined;
  },
  examples: {
    fails: [
      ['a mount without TLS', mounting({ AuthorizationConfig: { IAM: 'ENABLED', AccessPointId: 'fsap-1' } })],
      ['a mount of anyone', mounting({ TransitEncryption: 'ENABLED' })],
    ],
    passes: [
      [
        'a mount with TLS and role',
        mounting({ TransitEncryption: 'ENABLED', AuthorizationConfig: { IAM: 'ENABLED', AccessPointId: 'fsap-1' } }),
      ],
      ['a folder on the disk', only('AWS::ECS::TaskDefinition', { Volumes: [{ Name: 'disk0' }] })],
    ],
  },
});

function mounting(mount: object) {
  return only('AWS::ECS::TaskDefinition', {
    Volumes: [{ Name: 'files', EFSVolumeConfiguration: { FilesystemId: 'fs-1', ...mount } }],
  });
}
