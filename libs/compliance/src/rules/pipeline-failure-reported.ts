import { only, resource } from './examples';
import { ruleFor } from './rule';
import { at, listOf, resourcesOf } from './template-values';

/** A build, a scan or a deploy that fails is reported to people. */
export const pipelineFailureReported = ruleFor({
  name: 'PipelineFailureReported',
  control: '164.308(a)(6)(ii)',
  sameAs: 'NIST SP 800-53 IR-6',
  types: ['AWS::CodePipeline::Pipeline'],
  wrong: ({ properties, template }) =>
    resourcesOf(template, 'AWS::Events::Rule').some(
      (rule) =>
        listOf(at(rule.properties, 'EventPattern', 'detail', 'pipeline')).includes(properties['Name']) &&
        listOf(at(rule.properties, 'EventPattern', 'detail', 'state')).includes('FAILED') &&
        listOf(rule.properties['Targets']).length > 0,
    )
      ? undefined
      : 'No event rule reports that the pipeline has failed.',
  examples: {
    fails: [['a pipeline alone', only('AWS::CodePipeline::Pipeline', { Name: 'x' })]],
    passes: [
      [
        'a rule',
        only(
          'AWS::CodePipeline::Pipeline',
          { Name: 'x' },
          {
            Rule: resource('AWS::Events::Rule', {
              EventPattern: { detail: { pipeline: ['x'], state: ['FAILED'] } },
              Targets: [{ Arn: 'arn' }],
            }),
          },
        ),
      ],
    ],
  },
});
