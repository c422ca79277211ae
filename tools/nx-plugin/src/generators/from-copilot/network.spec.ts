import { networkBeside } from './network';

it.each<[old: string[], network: object]>([
  [[], { reserved: ['10.0.0.0/16'] }],
  [['10.30.0.0/16', '10.30.0.0/16'], { reserved: ['10.30.0.0/16'] }],
  [['10.20.0.0/20'], { cidr: '10.30.0.0/16', reserved: ['10.20.0.0/20'] }],
  [['10.20.128.0/17', '10.30.5.0/24'], { cidr: '10.31.0.0/16', reserved: ['10.20.128.0/17', '10.30.5.0/24'] }],
])('beside %j: %j', (old, network) => expect(networkBeside(old)).toEqual(network));
