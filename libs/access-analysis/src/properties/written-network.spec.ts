import { accessWorld } from '../template/world';
import { changed, of, ref } from '../testing/vpc';
import { proveAccess } from './judge';
import { networkProblemsOf, networkPropertyOf } from './written-network';
import type { WrittenNetworkProperty } from './written-network';

const SETTINGS = { environments: [{ name: 'production', production: true }] };
const GUARDED = changed({}, { Firewall: of('WAFv2::WebACLAssociation', { ResourceArn: ref('Balancer') }) });
const world = accessWorld([
  { name: 'app-production', account: '111122223333', region: 'us-east-2', template: { Resources: GUARDED } },
]);

const written = (property: Partial<WrittenNetworkProperty>): WrittenNetworkProperty => ({
  ...{ name: 'own', words: 'a property of a team', from: {}, to: {}, direct: false, viaInternet: false },
  ...property,
});
const verdictOf = (property: Partial<WrittenNetworkProperty>) =>
  proveAccess(world, [networkPropertyOf(written(property))], SETTINGS)[0]?.verdict;

it.each<[string, Partial<WrittenNetworkProperty>, string]>([
  ['a way', { from: { kind: ['internet'] }, to: { kind: ['database'] } }, 'refuted'],
  ['no single connection', { from: { kind: ['internet'] }, to: { kind: ['database'] }, direct: true }, 'proved'],
  [
    'no way but through the firewall',
    { from: { kind: ['internet'] }, to: { kind: ['database'] }, onlyThrough: { firewall: true } },
    'proved',
  ],
  ['a port that is open', { from: { name: ['*/Task'] }, to: { kind: ['database'] }, ports: [22, 3306] }, 'refuted'],
  [
    'a port that is open, and allowed',
    { from: { name: ['*/Task'] }, to: { kind: ['database'] }, ports: [22, 3306], exceptPorts: [3306] },
    'proved',
  ],
  ['all ports but one', { from: { name: ['*/Task'] }, to: { kind: ['database'] }, exceptPorts: [3306] }, 'proved'],
  [
    'all ports but another one',
    { from: { name: ['*/Task'] }, to: { kind: ['database'] }, exceptPorts: [22] },
    'refuted',
  ],
  [
    'an end that is left out',
    { from: { not: ['*/Task'] }, to: { kind: ['database'], environment: 'production' }, direct: true },
    'proved',
  ],
])('decides about %s', (_, property, verdict) => {
  expect(verdictOf(property)).toBe(verdict);
  expect(networkProblemsOf([written(property)], world, SETTINGS)).toEqual([]);
});

it.each<[string, Partial<WrittenNetworkProperty>, object]>([
  [
    'a name that no end has, with the nearest one',
    { from: { name: ['app-production/Tsk'] } },
    { path: [0, 'from', 'name'], given: 'app-production/Tsk', fix: 'Did you mean app-production/Task?' },
  ],
  ['a name that is left out', { to: { not: ['nothing-*'] } }, { path: [0, 'to', 'not'], given: 'nothing-*' }],
  [
    'a name to go through',
    { onlyThrough: { name: ['app-production/Balancr'] } },
    { path: [0, 'onlyThrough', 'name'], fix: 'Did you mean app-production/Balancer?' },
  ],
  [
    'an environment that does not exist',
    { to: { environment: 'prodution' } },
    { path: [0, 'to', 'environment'], fix: 'Did you mean production?' },
  ],
  ['a selection of nothing', { from: { kind: ['cache'] } }, { path: [0, 'from'], given: '{"kind":["cache"]}' }],
])('refuses %s', (_, property, problem) => {
  expect(networkProblemsOf([written(property)], world, SETTINGS)).toMatchObject([problem]);
});
