import type { AccessProperty } from '../terms';
import { ACCESS, EMERGENCY } from './common';

/** Who is an identity of its own. */
export const IDENTITIES: readonly AccessProperty[] = [
  {
    kind: 'access',
    name: 'no-principal-is-administrator',
    words: 'no principal may do everything: an action that no service has, on a resource that does not exist',
    who: {},
    cannot: ['administrator:AnyAction'],
    on: { arn: ['arn:aws:administrator:::anything'] },
    citations: ACCESS,
    except: [EMERGENCY],
  },
  {
    kind: 'access',
    name: 'no-principal-makes-credentials',
    words: 'no principal makes users, access keys or passwords',
    who: {},
    cannot: ['iam:CreateUser', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'],
    on: { arn: ['arn:aws:iam::*:user/*'] },
    citations: ['164.312(a)(2)(i)', '164.312(d)'],
    except: [EMERGENCY],
  },
  {
    kind: 'access',
    name: 'no-principal-opens-a-shell',
    words: 'no principal opens a shell in a running container',
    who: { kind: ['task', 'task execution', 'build', 'pipeline', 'stack', 'function', 'service', 'assumed'] },
    cannot: ['ecs:ExecuteCommand'],
    on: { arn: ['arn:aws:ecs:*'] },
    citations: ACCESS,
  },
];
