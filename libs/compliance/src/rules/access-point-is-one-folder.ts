import { only } from './examples';
import { ruleFor } from './rule';
import { at } from './template-values';

/** An access point of a file system is one folder and one user, and not root: services cannot read the files of others. */
export const accessPointIsOneFolder = ruleFor({
  name: 'AccessPointIsOneFolder',
  control: '164.312(a)(1)',
  sameAs: 'AWS Config: EFS_ACCESS_POINT_ENFORCE_ROOT_DIRECTORY and EFS_ACCESS_POINT_ENFORCE_USER_IDENTITY',
  types: ['AWS::EFS::AccessPoint'],
  wrong: ({ properties }) => {
    if ([undefined, '/'].includes(at(properties, 'RootDirectory', 'Path') as string | undefined))
      return 'The access point is the whole file system, with the files of every service.';
    const uid = at(properties, 'PosixUser', 'Uid');
    if (uid === undefined) return 'The access point lets a client choose the user as whom it reads and writes.';
    return String(uid) === '0' ? 'The access point makes every client root of the files.' : undefined;
  },
  examples: {
    fails: [
      ['the whole file system', only('AWS::EFS::AccessPoint', { PosixUser: { Uid: '1000', Gid: '1000' } })],
      ['the root folder', pointAt('/', '1000')],
      ['no user', only('AWS::EFS::AccessPoint', { RootDirectory: { Path: '/matcher' } })],
      ['root', pointAt('/matcher', '0')],
    ],
    passes: [['a folder and a user', pointAt('/matcher', '1000')]],
  },
});

function pointAt(Path: string, Uid: string) {
  return only('AWS::EFS::AccessPoint', { RootDirectory: { Path }, PosixUser: { Uid, Gid: '1000' } });
}
