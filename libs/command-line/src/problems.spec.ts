import { renderProblems } from './problems';

it('shows all problems at once, as a person reads them', () => {
  const problems = [
    {
      file: 'api/service.yaml',
      line: 4,
      path: 'cpu',
      message: 'is a task size that Fargate does not offer: 300 CPU units with 512 MiB',
      given: '{"cpu":300,"memoryMiB":512}',
      allowed: '256, 512, 1024, 2048, 4096, 8192, 16384 CPU units, each with its own memory sizes',
      fix: 'write cpu: 512 with memoryMiB: 1024',
    },
    { file: 'report.json', line: 0, path: '', message: 'is no report', given: '[]', allowed: 'a report', fix: 'scan' },
  ];
  expect(`\n${renderProblems(problems)}\n`).toMatchInlineSnapshot(`
    "
    api/service.yaml:4
      cpu is a task size that Fargate does not offer: 300 CPU units with 512 MiB.
        given   {"cpu":300,"memoryMiB":512}
        allowed 256, 512, 1024, 2048, 4096, 8192, 16384 CPU units, each with its own
                memory sizes
        fix     write cpu: 512 with memoryMiB: 1024

    report.json
      It is no report.
        given   []
        allowed a report
        fix     scan
    "
  `);
});
