import type { ServiceRule } from '../rule';
import { faultOfFolder, withoutSlash } from '../writable-folder';

export const writablePathsAreUsable: ServiceRule = ({ writablePaths }) =>
  writablePaths.flatMap((written, index) => {
    const rest = { path: ['writablePaths', index], restsOn: [['writablePaths']], given: written };
    const fault = faultOfFolder(written);
    if (fault !== undefined) return [{ ...rest, ...fault }];
    const other = writablePaths.findIndex((each, at) => at < index && withoutSlash(each) === withoutSlash(written));
    return other === -1
      ? []
      : [{ ...rest, message: 'lists a path twice', allowed: 'each path once', fix: 'remove the repetition' }];
  });
