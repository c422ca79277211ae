import { fileSystemNames } from './file-systems';
import { convertService } from './service';

const manifest = (name: string, volumes: object) => ({
  name,
  type: 'Backend Service',
  storage: { readonly_fs: true, volumes },
});

const EXTERNAL = {
  path: '/etc/scans',
  read_only: false,
  efs: { id: 'fs-1', root_dir: '/in/Scans', auth: { iam: true } },
};

function converted(name: string, volumes: object, others: readonly object[] = []) {
  const document = manifest(name, volumes);
  const { service, notes } = convertService('manifest.yml', document, {
    fileSystems: fileSystemNames([document, ...others]),
  });
  return { mounts: service['fileSystems'], places: notes.map(({ place }) => place) };
}

test('the file system that Copilot manages is one for all services, each with a folder of its own', () => {
  const api = manifest('api', { uploads: { path: '/uploads', efs: { uid: 1001, gid: 1002 }, read_only: false } });
  expect([...fileSystemNames([api, manifest('web', { files: { path: '/f', efs: true } })])]).toEqual([
    ['managed', 'shared'],
  ]);
  expect(converted('web', { files: { path: '/f', efs: true } }, [api]).mounts).toEqual({
    shared: { path: '/f', use: 'read' },
  });
  expect(converted('api', api.storage.volumes).mounts).toEqual({
    shared: { path: '/uploads', owner: '1001:1002', use: 'write' },
  });
});

test('services that mount a folder of a file system by its id share the folder', () => {
  const { mounts, places } = converted('api', { theScans: EXTERNAL });
  expect(mounts).toEqual({ 'the-scans': { path: '/etc/scans', folder: 'in-scans', use: 'write' } });
  expect(places).toContain('storage.volumes.theScans');
  const whole = { path: '/all', efs: { id: 'fs-1' } };
  expect(converted('web', { mine: whole }, [manifest('api', { theScans: EXTERNAL })]).mounts).toEqual({
    mine: { path: '/all', folder: 'root', use: 'read' },
  });
});

test('what is no file system, a second mount and an access point are listed', () => {
  const { mounts, places } = converted('api', {
    scratch: { path: '/scratch' },
    one: { path: '/one', efs: { id: 'fs-1', auth: { access_point_id: 'fsap-1' } } },
    two: { path: '/two', efs: { id: 'fs-1' } },
  });
  expect(mounts).toEqual({ one: { path: '/one', folder: 'root', use: 'read' } });
  expect(places).toEqual(
    expect.arrayContaining([
      'storage.readonly_fs',
      'storage.volumes.scratch.path',
      'storage.volumes.one.efs.auth.access_point_id',
      'storage.volumes.two',
    ]),
  );
});
