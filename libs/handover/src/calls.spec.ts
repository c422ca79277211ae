import { ward } from '@careplane/platform/testing';
import { handoverFiles } from './files';
import { narrowed } from './diagram/narrow';
import { networkDiagram } from './diagram/network';
import { quotaUses } from './facts/quotas';
import { handoverFacts } from './facts/facts';
import type { HandoverInput } from './input';
import { inputOf } from './testing/medmo';

let input: HandoverInput;
let files: ReadonlyMap<string, string>;

beforeAll(async () => {
  input = inputOf(ward());
  files = await handoverFiles(input);
});

const pageOf = (name: string) => [...files].find(([file]) => file.endsWith(`-${name}.md`))?.[1] ?? '';

describe('a platform whose services call each other', () => {
  it('has an arrow from each caller to what it calls, and none from the public load balancer to an internal service', () => {
    const facts = handoverFacts(input);
    const [production] = facts.environments;
    if (production === undefined) throw new Error('no environment');
    const diagram = networkDiagram(facts, production);
    const arrows = diagram.edges
      .filter(({ from, to }) => from !== 'internet' && to.startsWith('service '))
      .map(({ from, to }) => `${from} > ${to}`);
    expect(arrows.sort()).toEqual([
      'balancer > service api',
      'balancer > service desk',
      'service api > service records',
      'service census > service records',
      'service desk > service api',
      'service rounds > service api',
      'service rounds > service records',
    ]);
    expect(diagram.description).toContain('census to records: calls, 31000 HTTPS.');
    const { edges } = narrowed(diagram);
    expect(edges.filter(({ from, to }) => from === to)).toEqual([]);
  });

  it('has both directions on the page of a service, with addresses', () => {
    const api = pageOf('service-api');
    expect(api).toContain('Calls inside of the VPC');
    expect(api).toMatch(
      /is called by \| \[desk\]\([^)]*\) \| production \| `https:\/\/api\.internal\.ward\.example:\d+`/,
    );
    expect(api).toMatch(
      /calls \| \[records\]\([^)]*\) \| staging \| `https:\/\/records\.internal\.staging\.ward\.example:31000`/,
    );
    expect(pageOf('service-stranger')).not.toContain('Calls inside of the VPC');
    expect(pageOf('service-records')).toContain('no request of the internet goes to the service');
    expect(pageOf('components')).toContain('internal: other services call it');
  });

  it('has its hops in the network, its alarms, its parts in the index, and its quotas', () => {
    expect(pageOf('components')).toMatch(/Private load balancer \| [^|]* \| 2 \|/);
    expect(pageOf('network')).toContain('private load balancer');
    expect(pageOf('troubleshooting')).not.toMatch(/TrafficAlarmsOfServices/);
    expect(pageOf('index')).toContain('InternalLoadBalancer');
    const uses = quotaUses(handoverFacts(input)).map(({ what, used }) => `${what}: ${used}`);
    expect(uses).toContain('listeners of the private load balancer: 2');
    expect(uses).toContain('inbound rules of the private load balancer’s security group: 5');
  });
});
