interface SystemErrorWords {
  /** Why the system refused, continuing "FILE cannot be read: ". */
  readonly reason: string;
  /** The same for writing, where it differs. */
  readonly whenWriting?: string;
  /** What to do, where the caller knows nothing better. */
  readonly fix: string;
}

const PERMISSION: SystemErrorWords = {
  reason: 'permission denied',
  fix: 'check the owner and the permissions of the folder, then run the same command again',
};

/** Codes of `errno`, https://man7.org/linux/man-pages/man3/errno.3.html, that a person can do something about. */
const SYSTEM_ERRORS: Readonly<Record<string, SystemErrorWords>> = {
  EACCES: PERMISSION,
  EPERM: PERMISSION,
  EEXIST: { reason: 'the name is already in use', whenWriting: 'a file is in the way', fix: 'choose another folder' },
  EIO: { reason: 'the disk reported an error', fix: 'choose another one with --out' },
  EISDIR: { reason: 'it is a folder', fix: 'name a file in it' },
  ELOOP: { reason: 'its symbolic links form a loop', fix: 'correct the links' },
  EMFILE: { reason: 'too many files are open', fix: 'run the same command again' },
  ENAMETOOLONG: { reason: 'its name is too long', fix: 'choose a shorter one' },
  ENOENT: {
    reason: 'it does not exist',
    whenWriting: 'its folder does not exist',
    fix: 'create the folder, or check the path',
  },
  ENOSPC: { reason: 'the disk is full', fix: 'free space, then run the same command again' },
  ENOTDIR: {
    reason: 'it is not a folder',
    whenWriting: 'a file is in the way',
    fix: 'check the path',
  },
  EPIPE: { reason: 'the reader of the output closed it early', fix: 'run the same command again' },
  EROFS: { reason: 'the file system is read-only', fix: 'choose another folder with --out' },
};

/** Why the operating system refused, in words, continuing "FILE cannot be read: ". */
export function systemErrorReason(error: unknown, action: 'read' | 'write' = 'read'): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const words = wordsFor(code);
  if (words === undefined) return String(message ?? code ?? error);
  return action === 'write' ? (words.whenWriting ?? words.reason) : words.reason;
}

/** An error of the operating system as a whole sentence with its remedy; undefined for other errors. */
export function systemErrorSentence(error: unknown): string | undefined {
  const { code, path } = error as { code?: unknown; path?: unknown };
  const words = wordsFor(code);
  if (words === undefined) return undefined;
  const { reason, whenWriting = reason, fix } = words;
  return `${typeof path === 'string' ? `${path}: ` : ''}${whenWriting}: ${fix} (${String(code)}).`;
}

function wordsFor(code: unknown): SystemErrorWords | undefined {
  return typeof code === 'string' && Object.hasOwn(SYSTEM_ERRORS, code) ? SYSTEM_ERRORS[code] : undefined;
}
