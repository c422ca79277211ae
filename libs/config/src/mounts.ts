import type { ParsedService } from './model';

/** A folder of a file system, as a service mounts it: defaults applied. */
export interface Mount {
  /** Folder of the container. */
  readonly path: string;
  /** Folder of the file system. */
  readonly folder: string;
  /** Numbers of the user and the group that own the folder and what is written there. */
  readonly uid: string;
  readonly gid: string;
  readonly use: 'read' | 'write';
}

/** The file systems that a service mounts, by their names. A rule sees to it that the owner is a number, or two. */
export function mountsOf({ name, user, fileSystems }: ParsedService): Record<string, Mount> {
  return Object.fromEntries(
    Object.entries(fileSystems).map(([key, { path, folder = name, owner = user, use }]) => {
      const [uid = '', gid = uid] = owner.split(':');
      return [key, { path, folder, uid, gid, use }];
    }),
  );
}
