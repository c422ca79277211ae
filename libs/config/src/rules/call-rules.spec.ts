import { renderPath } from '@careplane/problems';
import { calledServicesOf } from '../calls';
import type { ParsedAnyService } from '../model';
import { staticSchema } from '../schema/service/static';
import { platformWith, PRODUCTION, scheduledWith, serviceWith, STAGING, workerWith } from '../testing/examples';
import { everyKindRules } from './every-kind';
import { platformWideRules } from './platform-wide';
import type { PlacedProblem, RuleProblem } from './rule';
import { serviceRules } from './service';

type Platform = ReturnType<typeof platformWith>;
type Rule = (services: readonly { file: string; value: never }[], platform: Platform) => PlacedProblem[];

const siteWith = (name: string) =>
  staticSchema.parse({ name, kind: 'static', source: { path: '.' }, build: { output: 'dist' } });
const offering = (...names: readonly string[]) =>
  platformWith({ calledServices: Object.fromEntries(names.map((name) => [name, {}])) });

const run = (rule: unknown, services: readonly ParsedAnyService[], platform = platformWith()) =>
  (rule as Rule)(
    services.map((value, index) => ({ file: `${index}/service.yaml`, value: value as never })),
    platform,
  );
const placesOf = (problems: readonly PlacedProblem[]) =>
  problems.map(({ service, path }) => `${service} ${renderPath(path)}`);
const pathsOf = (problems: readonly RuleProblem[]) => problems.map(({ path }) => renderPath(path));

const caller = (...calls: string[]) => workerWith({ calls });
const internal = serviceWith({ name: 'records', routes: [] });

describe('a caller', () => {
  const rule = serviceRules.callsAreOffered;

  it.each([
    ['a name with a typing error', caller('recrods'), 'did you mean "records"?'],
    ['what platform.yaml does not offer', caller('zebra'), 'add "zebra: {}" to calledServices in platform.yaml'],
    ['itself', serviceWith({ name: 'records', calls: ['records'] }), 'remove it; inside of a task'],
  ])('may not call %s', (_, service, fix) => {
    const problems = rule(service, offering('records', 'images'));
    expect(pathsOf(problems)).toEqual(['calls[0]']);
    expect(problems[0]?.fix).toContain(fix);
    expect(problems[0]?.allowed).toContain('images');
  });

  it('may call what platform.yaml offers, whatever kind of container it is', () => {
    const services = [caller('records'), scheduledWith({ calls: ['records'] }), serviceWith({ calls: ['records'] })];
    expect(services.flatMap((service) => rule(service, offering('records')))).toEqual([]);
    expect(rule(caller('records'), platformWith())[0]?.allowed).toContain('which has no other one');
  });

  it('takes the name of its variable', () => {
    const service = workerWith({ calls: ['lab-results'], environment: { SERVICE_LAB_RESULTS_URL: 'x' } });
    expect(serviceRules.variablesAreNotTaken(service, platformWith())).toMatchObject([
      { path: ['environment', 'SERVICE_LAB_RESULTS_URL'] },
    ]);
  });
});

describe('a called service', () => {
  const rule = everyKindRules.calledServicesExist;

  it.each([
    ['recrods', 'did you mean "records"?'],
    ['zebra', 'remove it, or add a folder'],
    ['nightly', 'remove it; its schedule'],
    ['portal', 'remove it; its address'],
    ['letters', 'remove it; a queue'],
  ])('is a web service of the platform, and not %s', (name, fix) => {
    const services = [internal, serviceWith(), scheduledWith(), siteWith('portal'), caller('records')];
    const problems = run(rule, services, offering('records', name));
    expect(placesOf(problems)).toEqual([`platform calledServices.${name}`]);
    expect(problems[0]?.fix).toContain(fix);
  });

  it('may be called by every kind of container, or by none yet or any more', () => {
    for (const service of [
      caller('records'),
      scheduledWith({ calls: ['records'] }),
      serviceWith({ calls: ['records'] }),
    ])
      expect(run(rule, [internal, service], offering('records'))).toEqual([]);
    expect(run(rule, [internal], offering('records'))).toEqual([]);
  });

  it('leaves the name of the stack of the private load balancer to it; without called services it is free', () => {
    const named = serviceWith({ name: 'calls' });
    expect(pathsOf(serviceRules.nameIsNotReserved(named, offering('records')))).toEqual(['name']);
    expect(serviceRules.nameIsNotReserved(named, platformWith())).toEqual([]);
  });
});

describe('an internal service', () => {
  const rule = serviceRules.internalServicesAreCalled;

  it('is under calledServices, in each environment without routes', () => {
    expect(pathsOf(rule(internal, platformWith()))).toEqual(['routes']);
    const inStaging = serviceWith({ environments: { staging: { routes: [] } } });
    expect(pathsOf(rule(inStaging, platformWith()))).toEqual(['environments.staging.routes']);
    expect(rule(internal, offering('records'))).toEqual([]);
    expect(rule(serviceWith(), platformWith())).toEqual([]);
  });
});

describe('the private load balancer', () => {
  const rule = platformWideRules.callsFitTheLoadBalancer;
  const names = (count: number) => Array.from({ length: count }, (_, index) => `s${index}x`);

  it('has a rule for each call, and a listener for each called service', () => {
    const platform = offering(...names(50));
    const one = caller(...names(50));
    expect(run(rule, [one], platform)).toEqual([]);
    const two = workerWith({ name: 'two', calls: names(11) });
    expect(placesOf(run(rule, [one, two], platform))).toEqual(['1 calls[10]']);
    expect(placesOf(run(rule, [caller(...names(51))], offering(...names(51))))).toEqual([
      'platform calledServices.s50x',
    ]);
  });

  it('has a port for each called service; the fix names a free one', () => {
    const [one, other] = namesWithOnePort();
    const problems = run(rule, [], offering(one, other));
    expect(placesOf(problems)).toEqual([`platform calledServices.${other}`]);
    const port = Number(/port: (\d+)/.exec(problems[0]?.fix ?? '')?.[1]);
    expect(run(rule, [], platformWith({ calledServices: { [one]: {}, [other]: { port } } }))).toEqual([]);
    const written = platformWith({ calledServices: { a1: { port: 4000 }, a2: { port: 4000 } } });
    expect(placesOf(run(rule, [], written))).toEqual(['platform calledServices.a2']);
  });

  it('has ports above those of well-known services', () => {
    const ports = calledServicesOf(offering(...names(50))).map(({ port }) => port);
    expect(ports.filter((port) => port < 20_000 || port >= 60_000)).toEqual([]);
    expect(new Set(ports).size).toBe(50);
  });
});

describe('names below internal', () => {
  const rule = platformWideRules.internalNamesAreFree;
  const withDomain = (production: string, staging = 'staging.acme.example') =>
    platformWith({
      calledServices: { records: {} },
      environments: { production: { ...PRODUCTION, domain: production }, staging: { ...STAGING, domain: staging } },
    });

  it('belong to services that are called', () => {
    const taken = serviceWith({ name: 'other', routes: [{ host: 'internal' }] });
    expect(placesOf(run(rule, [internal, taken], offering('records')))).toEqual(['1 routes[0]', '1 routes[0]']);
    expect(run(rule, [taken])).toEqual([]);
    expect(placesOf(run(rule, [], withDomain('acme.example', 'internal.acme.example')))).toEqual([
      'platform environments.staging.domain',
    ]);
    expect(run(rule, [internal], offering('records'))).toEqual([]);
  });

  it('fit a certificate', () => {
    const domain = (length: number) => `${'a'.repeat(length - '.example'.length)}.example`;
    expect(run(rule, [], withDomain(domain(53)))).toEqual([]);
    expect(placesOf(run(rule, [], withDomain(domain(54))))).toEqual(['platform environments.production.domain']);
    expect(run(rule, [], { ...withDomain(domain(54)), calledServices: {} })).toEqual([]);
  });
});

/** Two names whose port is the same. */
function namesWithOnePort(): [string, string] {
  const known = new Map<number, string>();
  for (let index = 0; ; index += 1) {
    const name = `service-${index}`;
    const [{ port } = { port: 0 }] = calledServicesOf({ calledServices: { [name]: {} } });
    const other = known.get(port);
    if (other !== undefined) return [other, name];
    known.set(port, name);
  }
}
