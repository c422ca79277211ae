import type { StaticSite } from '@careplane/config';
import { shellWord } from '@careplane/problems';
import { code, commands, heading, list, paragraph, tableOf, toChapter } from '../document/block';
import type { Block, Chapter, Text } from '../document/block';
import { ofService, serviceFolder } from '../facts/facts';
import type { HandoverFacts } from '../facts/facts';
import { handleOf, physicalNameCommand } from '../facts/resources';
import { alarmRows, logs, pipelines, sourceOf } from './service';

/** The page of a static site. */
export function sitePage(facts: HandoverFacts, site: StaticSite): Chapter {
  const { name, description, build, fallback } = site;
  return {
    id: `service-${name}`,
    title: `Static site ${name}`,
    blocks: [
      paragraph(description ?? 'No purpose is written down: write description in service.yaml.'),
      list([
        ['Source: ', code(sourceOf(facts, site)), '.'],
        ['Build: ', code(build.command), ', and the site is in ', code(build.output), '.'],
        fallback === undefined
          ? 'A path without a file ending is a folder, whose index.html answers.'
          : `A path without a file ending is answered by ${fallback}.`,
        'The files are public. No patient data belongs into them.',
        ['When something is wrong: ', toChapter('troubleshooting', 'troubleshooting'), '.'],
      ]),
      heading('Addresses'),
      tableOf(
        'CloudFront serves each address from a private bucket, behind AWS WAF',
        ['environment', 'address', 'bucket'],
        site.deployments.map(({ environment, hostname }): Text[] => {
          const [bucket] = ofService(facts, name, environment, 'AWS::S3::Bucket').filter(({ logicalId }) =>
            logicalId.startsWith('Site'),
          );
          return [environment, code(`https://${hostname}`), code(bucket === undefined ? '' : handleOf(bucket))];
        }),
      ),
      tableOf(
        'What the pages may load and send: contentSecurityPolicy in service.yaml',
        ['environment', 'Content-Security-Policy'],
        site.deployments.map(({ environment, contentSecurityPolicy }) => [environment, contentSecurityPolicy]),
      ),
      ...release(facts, site),
      ...logs(facts, site),
      heading('Alarms'),
      paragraph('CloudFront has its metrics in us-east-1, so the alarms and their topic are there.'),
      tableOf('Alarms; each name begins with stack and id', ['alarm', 'fires when'], alarmRows(facts, site)),
      ...pipelines(facts, site),
    ],
  };
}

/** Which release visitors get, and how they get another one. */
function release(facts: HandoverFacts, site: StaticSite): Block[] {
  const { name, keepReleases } = site;
  const last = site.deployments.at(-1);
  const [distribution] =
    last === undefined ? [] : ofService(facts, name, last.environment, 'AWS::CloudFront::Distribution');
  if (last === undefined || distribution === undefined) return [];
  const { region, stack } = distribution;
  return [
    heading('Releases'),
    paragraph(
      `Each release has a folder of its own in the bucket, named by its digest. The parameter ImageDigest of the stack says which one visitors get. The bucket keeps the newest ${keepReleases} releases; the image repository has the others. To go back, release an earlier commit:`,
    ),
    commands(
      `npx careplane rollback ${shellWord(serviceFolder(facts, site))} --env ${shellWord(last.environment)} --list`,
      `npx careplane rollback ${shellWord(serviceFolder(facts, site))} --env ${shellWord(last.environment)}`,
    ),
    paragraph('Which release it is now, and which file answers:'),
    commands(
      `aws cloudformation describe-stacks --region ${region} --stack-name ${stack} --query "Stacks[0].Parameters[?ParameterKey=='ImageDigest'].ParameterValue" --output text`,
      `curl --head https://${last.hostname}/`,
    ),
    paragraph(
      'A release needs no invalidation: CloudFront asks the bucket again for every file that may change. If a file must leave the caches at once, such as one that was published by mistake, release the site without it, and then:',
    ),
    commands(
      `aws cloudfront create-invalidation --distribution-id "$(${physicalNameCommand(distribution)})" --paths '/<path of the file>'`,
    ),
  ];
}
