import * as z from 'zod';
import { storeVariablesInWords } from '../../stores';
import { fileSystemName } from '../file-system';
import { nameOf } from '../primitives';
import { absolutePath } from './container-values';

/** Largest number of a user or a group of an access point. https://docs.aws.amazon.com/efs/latest/ug/API_PosixUser.html */
const LARGEST_ID = 4_294_967_295;

/** The statements of the task role are in one policy, which IAM limits to 6,144 characters. */
const MOST_MOUNTS = 10;

const owner = z.string().refine(
  (value) => {
    const ids = /^([1-9]\d{0,9})(?::([1-9]\d{0,9}))?$/.exec(value);
    return ids !== null && [ids[1], ids[2] ?? '1'].every((id) => Number(id) <= LARGEST_ID);
  },
  {
    error: `must be the number of a user that is not root, or a user and a group, such as 1000:1000, up to ${LARGEST_ID}`,
  },
);

const mountSchema = z
  .strictObject({
    path: absolutePath.describe('Folder of the container at which it is mounted.'),
    folder: nameOf('Folder of the file system', 40)
      .optional()
      .describe(
        'Folder of the file system that the service gets. Services that name the same folder share its files. Default: the name of the service.',
      ),
    owner: owner
      .optional()
      .describe(
        'User and group, as numbers, that own the folder and everything that the service writes there, whatever user its container has. Default: user of the service, which must be a number then. Services that share a folder have the same owner.',
      ),
    use: z
      .enum(['read', 'write'])
      .default('write')
      .describe('What the service may do there: read, or write, which includes reading and deleting.'),
  })
  .describe('A mount of a file system.');

/** The file systems of the service that a sidecar mounts, too. */
export const sidecarMountsSchema = z
  .record(
    fileSystemName,
    z
      .strictObject({
        path: absolutePath.describe('Folder of the sidecar at which it is mounted.'),
        use: z.enum(['read', 'write']).default('read').describe('What the sidecar may do there.'),
      })
      .describe('A mount of a file system in a sidecar.'),
  )
  .default({})
  .describe(
    'File systems that the sidecar mounts, too: some of those under fileSystems of the service, with the same folder and owner.',
  );

/** The file systems that a service mounts, by their names in platform.yaml. */
export const mountsSchema = z
  .record(fileSystemName, mountSchema)
  .refine((mounts) => Object.keys(mounts).length <= MOST_MOUNTS, {
    error: `must have at most ${MOST_MOUNTS} file systems: each task waits for all of them when it starts`,
  })
  .default({})
  .describe(
    `File systems of platform.yaml that the service mounts, with TLS and the role of the task. The variable ${storeVariablesInWords('fileSystems')} has the folder of the container.`,
  );
