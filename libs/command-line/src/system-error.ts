const SYSTEM: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free space, then run the same command again',
  EACCES: 'permission denied: check the owner and the permissions of the folder, then run the same command again',
  EPERM: 'permission denied: check the owner and the permissions of the folder, then run the same command again',
  EROFS: 'the file system is read-only: choose another folder with --out',
  EMFILE: 'too many files are open: run the same command again',
  EISDIR: 'this is a folder, but a file is needed: name a file in it',
  ENOENT: 'the parent folder does not exist: create it, or check the path',
  ENOTDIR: 'a part of the path is a file, not a folder: check the path',
  EEXIST: 'the name is already in use: choose another folder',
  EPIPE: 'the reader of the output closed it early',
  EIO: 'the disk reported an error: choose another one with --out',
};

/** What the operating system refused, in words; undefined for other errors. */
export function systemError(error: unknown): string | undefined {
  const { code, path } = error as { code?: unknown; path?: unknown };
  if (typeof code !== 'string' || !Object.hasOwn(SYSTEM, code)) return undefined;
  return `${typeof path === 'string' ? `${path}: ` : ''}${SYSTEM[code]} (${code}).`;
}
