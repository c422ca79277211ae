const SYSTEM: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: make room, then run the same command again',
  EACCES: 'this user may not: check the owner and the rights of the folder, then run the same command again',
  EPERM: 'this user may not: check the owner and the rights of the folder, then run the same command again',
  EROFS: 'the disk may not be written to: choose another folder with --out',
  EMFILE: 'too many files are open: run the same command again',
  EISDIR: 'it is a folder, and a file is needed: name one in it',
  ENOENT: 'the folder that it should be in does not exist: make it, or check the path',
  ENOTDIR: 'a part of the path is a file, not a folder: check the path',
  EEXIST: 'something else of that name is there: choose another folder',
  EPIPE: 'whoever was reading the output stopped before its end',
  EIO: 'the disk does not work as it should: choose another one with --out',
};

/** What the operating system refused, in words; undefined for other errors. */
export function systemError(error: unknown): string | undefined {
  const { code, path } = error as { code?: unknown; path?: unknown };
  if (typeof code !== 'string' || !Object.hasOwn(SYSTEM, code)) return undefined;
  return `${typeof path === 'string' ? `${path}: ` : ''}${SYSTEM[code]} (${code}).`;
}
