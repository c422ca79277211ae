import { mountsOf } from '../../mounts';
import type { PlatformWideRule } from '../rule';
import { isNumbers } from '../service/file-systems-can-be-mounted';

/** EFS creates a folder for the owner of the first mount: another owner could not read it. */
export const fileSystemFoldersHaveOneOwner: PlatformWideRule = (services) => {
  const owners = new Map<string, { readonly owner: string; readonly service: string }>();
  return services.flatMap(({ value }, service) =>
    Object.entries(mountsOf(value)).flatMap(([fileSystem, { folder, uid, gid }]) => {
      const owner = `${uid}:${gid}`;
      const place = `${fileSystem}/${folder}`;
      const first = owners.get(place);
      // A user by name is a problem that a rule of its own reports.
      if (!isNumbers(owner)) return [];
      if (first === undefined) owners.set(place, { owner, service: value.name });
      if (first === undefined || first.owner === owner) return [];
      return [
        {
          service,
          path: ['fileSystems', fileSystem],
          given: owner,
          restsOn: [['fileSystems'], ['user']],
          message: `shares the folder ${folder} with the service ${first.service}, whose owner is ${first.owner}: one of them could not read what the other has written`,
          allowed: 'one owner for all services that share a folder',
          fix: `write "owner: '${first.owner}'", or another folder`,
        },
      ];
    }),
  );
};
