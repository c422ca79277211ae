import { sidecarsSchema } from './sidecars';

const DIGEST = `sha256:${'0d'.repeat(32)}`;
const problemsOf = (image: string) => {
  const { error } = sidecarsSchema.safeParse({ proxy: { image } });
  return error?.issues.map(({ message }) => message) ?? [];
};

test.each(['public.ecr.aws/nginx/nginx', 'docker.io/library/nginx', 'registry.example:5000/team/a_b.c'])(
  'an image by its digest: %s',
  (image) => {
    expect(problemsOf(`${image}@${DIGEST}`)).toEqual([]);
  },
);

test.each([
  ['a tag', 'public.ecr.aws/nginx/nginx:1.29'],
  ['a tag beside a digest', `public.ecr.aws/nginx/nginx:1.29@${DIGEST}`],
  ['no digest', 'public.ecr.aws/nginx/nginx'],
  ['no registry', `nginx@${DIGEST}`],
  ['a short digest', 'public.ecr.aws/nginx/nginx@sha256:0d0d'],
  ['a comma', `public.ecr.aws/nginx/a,b@${DIGEST}`],
])('%s is refused with the reason', (_, image) => {
  expect(problemsOf(image)).toEqual([expect.stringContaining('a tag can be moved to an image that was not scanned')]);
});

test('a task has five sidecars at most', () => {
  const six = Object.fromEntries(
    ['aa', 'bb', 'cc', 'dd', 'ee', 'ff'].map((name) => [name, { image: `a.b/c@${DIGEST}` }]),
  );
  expect(sidecarsSchema.safeParse(six).error?.issues[0]?.message).toBe('must have at most 5 sidecars');
});
