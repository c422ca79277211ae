import { renderPath } from '@careplane/problems';
import { callPortOf } from '../calls';
import type { ParsedAnyService } from '../model';
import { staticSchema } from '../schema/service/static';
import { platformWith, PRODUCTION, scheduledWith, serviceWith, STAGING, workerWith } from '../testing/examples';
import { everyKindRules } from './every-kind';
import { platformWideRules } from './platform-wide';
import type { PlacedProblem } from './rule';
import { serviceRules } from './service';

const siteWith = (name: string) =>
  staticSchema.parse({ name, kind: 'static', source: { path: '.' }, build: { output: 'dist' } });

type Rule = (
  services: readonly { file: string; value: never }[],
  platform: ReturnType<typeof platformWith>,
) => PlacedProblem[];

const run = (rule: unknown, services: readonly ParsedAnyService[], platform = platformWith()) =>
  (rule as Rule)(
    services.map((value, index) => ({ file: `${index}/service.yaml`, value: value as never })),
    platform,
  );
const placesOf = (problems: readonly PlacedProblem[]) =>
  problems.map(({ service, path }) => `${service} ${renderPath(path)}`);

const caller = (...calls: string[]) => workerWith({ calls });
const internal = serviceWith({ name: 'records', routes: [] });

describe('calls', () => {
  const rule = everyKindRules.callsReachWebServices;

  it.each([
    ['a name with a typing error', caller('recrods'), 'did you mean "records"?'],
    ['a name far from all', caller('zebra'), 'remove it, or add a folder with the service.yaml of zebra'],
    ['itself', serviceWith({ name: 'records', calls: ['records'] }), 'remove it; inside of a task'],
    ['a job', caller('nightly'), 'remove it; its schedule'],
    ['a static site', caller('portal'), 'remove it; its address'],
    ['another worker', workerWith({ name: 'other', calls: ['letters'] }), 'remove it; a queue'],
  ])('refuses %s', (_, service, fix) => {
    const others = [serviceWith({ name: 'records' }), scheduledWith(), siteWith('portal'), workerWith()].filter(
      ({ name }) => name !== service.name,
    );
    const problems = run(rule, [service, ...others]);
    expect(placesOf(problems)).toEqual(['0 calls[0]']);
    expect(problems[0]?.fix).toContain(fix);
    expect(problems[0]?.allowed).toContain('another web service of the platform');
  });

  it('accepts web services, from every kind of container', () => {
    const services = [caller('records'), scheduledWith({ calls: ['records'] }), serviceWith({ calls: ['records'] })];
    expect(run(rule, [...services, internal])).toEqual([]);
  });

  it('takes the name of its variable', () => {
    const service = workerWith({ calls: ['lab-results'], environment: { SERVICE_LAB_RESULTS_URL: 'x' } });
    expect(serviceRules.variablesAreNotTaken(service, platformWith())).toMatchObject([
      { path: ['environment', 'SERVICE_LAB_RESULTS_URL'] },
    ]);
  });
});

describe('an internal service', () => {
  const rule = platformWideRules.internalServicesAreCalled;

  it('is called by another one, in each environment without routes', () => {
    expect(placesOf(run(rule, [internal]))).toEqual(['0 routes']);
    const inStaging = serviceWith({ environments: { staging: { routes: [] } } });
    expect(placesOf(run(rule, [inStaging]))).toEqual(['0 environments.staging.routes']);
    expect(run(rule, [internal, caller('records')])).toEqual([]);
    expect(run(rule, [serviceWith()])).toEqual([]);
  });
});

describe('the private load balancer', () => {
  const rule = platformWideRules.callsFitTheLoadBalancer;
  const webs = (count: number) =>
    Array.from({ length: count }, (_, index) => serviceWith({ name: `s${index}x`, callPort: 2000 + index }));
  const namesOf = (services: readonly ParsedAnyService[]) => services.map(({ name }) => name);

  it('has a rule for each call, and a listener for each called service', () => {
    const called = webs(50);
    const one = caller(...namesOf(called));
    expect(run(rule, [one, ...called])).toEqual([]);
    const two = workerWith({ name: 'two', calls: namesOf(called).slice(0, 11) });
    expect(placesOf(run(rule, [one, two, ...called]))).toEqual(['1 calls[10]']);
    const more = webs(51);
    expect(placesOf(run(rule, [caller(...namesOf(more)), ...more]))).toEqual(['51 name']);
  });

  it('has a port for each called service; the fix names a free one', () => {
    const [one, other] = namesWithOnePort();
    const services = [serviceWith({ name: one }), serviceWith({ name: other })];
    const problems = run(rule, [caller(one, other), ...services]);
    expect(placesOf(problems)).toEqual(['2 name']);
    const fixed = Number(/callPort: (\d+)/.exec(problems[0]?.fix ?? '')?.[1]);
    expect(
      run(rule, [caller(one, other), serviceWith({ name: one }), serviceWith({ name: other, callPort: fixed })]),
    ).toEqual([]);
    // Only one of the two is called.
    expect(run(rule, [caller(one), ...services])).toEqual([]);
    const written = [serviceWith({ name: 'a1', callPort: 4000 }), serviceWith({ name: 'a2', callPort: 4000 })];
    expect(placesOf(run(rule, [caller('a1', 'a2'), ...written]))).toEqual(['2 callPort']);
  });

  it('has no port for a service that no one calls', () => {
    expect(placesOf(run(rule, [serviceWith({ callPort: 4000 })]))).toEqual(['0 callPort']);
  });

  it('has ports above those of well-known services', () => {
    const ports = webs(50).map(({ name }) => callPortOf({ name }));
    expect(ports.filter((port) => port < 20_000 || port >= 60_000)).toEqual([]);
    expect(new Set(ports).size).toBe(50);
  });
});

describe('names below internal', () => {
  const rule = platformWideRules.internalNamesAreFree;
  const calling = [caller('records'), internal];
  const withDomain = (production: string, staging = 'staging.acme.example') => {
    return platformWith({
      environments: { production: { ...PRODUCTION, domain: production }, staging: { ...STAGING, domain: staging } },
    });
  };

  it('belong to services that are called', () => {
    const taken = serviceWith({ name: 'other', routes: [{ host: 'internal' }] });
    expect(placesOf(run(rule, [...calling, taken]))).toEqual(['2 routes[0]', '2 routes[0]']);
    expect(run(rule, [taken])).toEqual([]);
    expect(placesOf(run(rule, calling, withDomain('acme.example', 'internal.acme.example')))).toEqual([
      'platform environments.staging.domain',
    ]);
    expect(run(rule, calling)).toEqual([]);
  });

  it('fit a certificate', () => {
    const domain = (length: number) => `${'a'.repeat(length - '.example'.length)}.example`;
    expect(run(rule, calling, withDomain(domain(53)))).toEqual([]);
    expect(placesOf(run(rule, calling, withDomain(domain(54))))).toEqual(['platform environments.production.domain']);
    expect(run(rule, [internal], withDomain(domain(54)))).toEqual([]);
  });
});

/** Two names whose port is the same. */
function namesWithOnePort(): [string, string] {
  const known = new Map<number, string>();
  for (let index = 0; ; index += 1) {
    const name = `service-${index}`;
    const other = known.get(callPortOf({ name }));
    if (other !== undefined) return [other, name];
    known.set(callPortOf({ name }), name);
  }
}
