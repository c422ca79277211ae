import { commandsOf, probeOf, TOOLS } from './commands';

const BUILD = {
  name: 'medmo-api:local',
  dockerfile: 'apps/medmo/api/Dockerfile',
  context: 'apps/medmo/api',
  platform: 'linux/arm64',
  archive: 'dist/api.tar',
} as const;

it.each(TOOLS)(
  '%s builds for the service’s architecture with its health check, and writes a docker archive',
  (tool) => {
    const [build, save] = commandsOf(tool, BUILD);
    const like = { docker: [], podman: ['--format', 'docker'], buildah: ['--format', 'docker', '--layers'] }[tool];
    expect(build).toEqual([
      ...['build', ...like, '--platform', 'linux/arm64', '--file', 'apps/medmo/api/Dockerfile'],
      ...['--tag', 'medmo-api:local', 'apps/medmo/api'],
    ]);
    expect(save).toEqual(
      {
        docker: ['save', '--output', 'dist/api.tar', 'medmo-api:local'],
        podman: ['save', '--format', 'docker-archive', '--output', 'dist/api.tar', 'medmo-api:local'],
        buildah: ['push', 'medmo-api:local', 'docker-archive:dist/api.tar:medmo-api:local'],
      }[tool],
    );
  },
);

it('asks for newer base images and labels the commit, if it is configured to', () => {
  const [build] = commandsOf('docker', { ...BUILD, pull: true, revision: 'abc' });
  expect(build).toEqual([
    ...['build', '--pull', '--platform', 'linux/arm64', '--file', 'apps/medmo/api/Dockerfile'],
    ...['--tag', 'medmo-api:local', '--label', 'org.opencontainers.image.revision=abc', 'apps/medmo/api'],
  ]);
});

it('asks docker’s daemon whether it is there', () => {
  expect(TOOLS.map(probeOf)).toEqual([['version'], ['--version'], ['--version']]);
});
