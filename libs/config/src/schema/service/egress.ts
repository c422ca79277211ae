import * as z from 'zod';
import { EGRESS_PROTOCOLS } from '../../egress';
import type { EgressProtocol } from '../../egress';
import { cidr, eachOnce, nameOf, reason } from '../primitives';

const PROTOCOLS = Object.keys(EGRESS_PROTOCOLS) as [EgressProtocol, ...EgressProtocol[]];
const ports = PROTOCOLS.map((name) => `${name} ${EGRESS_PROTOCOLS[name].port}`).join(', ');

const egressTarget = z
  .strictObject({
    protocol: z.enum(PROTOCOLS).describe('What is spoken there. It decides the usual port.'),
    port: z.int().min(1).max(65535).optional().describe(`TCP port. Default: that of the protocol (${ports}).`),
    to: z
      .array(cidr)
      .min(1)
      .max(20)
      .refine(...eachOnce)
      .describe('Addresses of the partner, as IPv4 ranges: 203.0.113.7/32 is one address.'),
    unencrypted: z
      .strictObject({ reason })
      .optional()
      .describe(
        'That nothing encrypts the connection, with the reason why this is safe, such as a VPN that does. Default: it is encrypted (TLS or SSH).',
      ),
  })
  .describe('A partner that the service connects to.');

export const egressSchema = z
  .record(nameOf('Name of a partner', 24), egressTarget)
  .refine((targets) => Object.keys(targets).length <= 10, { error: 'must have at most 10 partners' });
