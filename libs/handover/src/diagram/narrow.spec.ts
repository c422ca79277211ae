import { lab, MEDMO } from '@careplane/platform/testing';
import { handoverFacts } from '../facts/facts';
import type { HandoverInput } from '../input';
import { inputOf, withManyServices } from '../testing/medmo';
import { networkDiagram } from './network';
import { narrowed } from './narrow';
import { pictureOf } from './picture';

function diagramOf(input: HandoverInput) {
  const facts = handoverFacts(input);
  const environment = facts.environments.at(-1);
  if (environment === undefined) throw new Error('no environment');
  return networkDiagram(facts, environment);
}

describe('a picture for a telephone', () => {
  it.each([
    ['medmo', () => inputOf(MEDMO)],
    ['a platform with every kind of store', () => inputOf(lab())],
    ['a platform of six services', () => withManyServices(inputOf(MEDMO), 6)],
    ['a platform of a hundred services', () => withManyServices(inputOf(MEDMO), 100)],
  ])('of %s is so narrow that its letters have 8 pixels at 390', async (_, input) => {
    const { tall } = await pictureOf(diagramOf(input()));
    // 13 pixels of a name, in a picture that is shown 358 pixels wide.
    expect((13 * 358) / tall.width).toBeGreaterThan(8);
  });

  it('has one box for what is of a kind, and each path that the whole one has', () => {
    const diagram = diagramOf(inputOf(lab()));
    const { nodes, edges } = narrowed(diagram);
    expect(nodes.map(({ name, detail }) => `${name}: ${detail ?? ''}`)).toMatchInlineSnapshot(`
      [
        "Internet: port 80 redirects",
        "Load balancer: WAF, public subnets",
        "CloudFront: WAF",
        "5 services: private subnets",
        "Site portal: private bucket",
        "4 databases: 3306 TLS, 5432 TLS",
        "2 caches: 6379 TLS",
        "File system archive: 2049 TLS",
        "Topic arrivals: publishes, 443 HTTPS",
        "3 queues: SQS",
        "NAT gateway: 443 HTTPS, 2575 MLLP, 2222 SFTP",
        "2 buckets: 443 HTTPS",
        "Backup vault: every 12 h",
        "AWS and partners: ",
      ]
    `);
    expect(edges.map(({ from, to, label }) => `${from} > ${to}: ${label}`)).toMatchInlineSnapshot(`
      [
        "internet > balancer: 443 HTTPS",
        "internet > cloudfront: 443 HTTPS",
        "cloudfront > site portal: 443 HTTPS",
        "balancer > all service: 8080 HTTPS",
        "all service > all queue: 443 HTTPS",
        "all service > topic arrivals: ",
        "all service > all cache: ",
        "all service > all bucket: ",
        "all service > nat: ",
        "all service > file system archive: ",
        "all service > all database: ",
        "topic arrivals > all queue: delivers, 443 HTTPS",
        "nat > outside: ",
        "all database > vault: ",
        "file system archive > vault: ",
        "all bucket > vault: ",
      ]
    `);
    const known = nodes.map(({ id }) => id);
    expect(edges.filter(({ from, to }) => !known.includes(from) || !known.includes(to))).toEqual([]);
  });
});
