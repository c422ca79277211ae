import { load } from './load';
import { PLATFORM } from './testing/examples';
import { testdir } from './testing/testdir';

describe('what the pipeline would not find in this repository', () => {
  const platform = `${PLATFORM}repository: { codecommit: acme }\n`;
  const service =
    'name: api\nsource: { path: src }\nimage: { dockerfile: docker/Dockerfile, exceptions: accepted.yaml }\n';
  const found = (files: Readonly<Record<string, string>>, text = platform) => {
    const result = load(testdir({ 'platform.yaml': text, 'api/service.yaml': service, ...files }));
    return result.ok ? [] : result.problems.map(({ line, path, fix }) => `${line} ${path}: ${fix}`);
  };

  it('is named, with what is nearly the same', () => {
    expect(found({})).toEqual(['2 source.path: write the folder, or correct the path']);
    expect(found({ 'api/src/docker/dockerfile': 'FROM scratch', 'api/src/other.yaml': '' })).toEqual([
      '3 image.dockerfile: did you mean "docker/dockerfile"?',
      '3 image.exceptions: write the file, or correct the path',
    ]);
  });

  it('is a folder for a file, or a file for a folder', () => {
    expect(found({ 'api/src/docker/Dockerfile/Dockerfile': 'FROM scratch', 'api/src/accepted.yaml': '' })).toEqual([
      '3 image.dockerfile: name the file in it, such as docker/Dockerfile/Dockerfile',
    ]);
    expect(found({ 'api/src': 'FROM scratch' })).toEqual(['2 source.path: name its folder: .']);
  });

  it('is named where no file system has such a name', () => {
    const long = service.replace('path: src', `path: ${'a'.repeat(300)}`);
    expect(found({ 'api/service.yaml': long })).toEqual(['2 source.path: write the folder, or correct the path']);
  });

  it('is named with the characters that are not seen', () => {
    const unseen = service.replace('path: src', 'path: "src\\u200b"');
    const result = load(testdir({ 'platform.yaml': platform, 'api/service.yaml': unseen }));
    expect(result.ok ? '' : result.problems[0]?.message).toMatch(/src\\u200b$/);
  });

  it('is not looked for where no pipeline builds it, or where it is there', () => {
    expect(found({}, PLATFORM)).toEqual([]);
    expect(found({ 'api/src/docker/Dockerfile': 'FROM scratch', 'api/src/accepted.yaml': '' })).toEqual([]);
  });
});
