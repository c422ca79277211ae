import { resourcesOf, shown } from './template-values';
import type { Rule, TemplateResource } from './rule';

/** Policies of Elastic Load Balancing without TLS 1.0 and 1.1, by what their names say. */
const MODERN_POLICY = /^ELBSecurityPolicy-(?:TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/;

const MODERN_EXAMPLE = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';
const REDIRECT = { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } };
const FORWARD = { Type: 'forward', TargetGroupArn: { Ref: 'Group' } };

/** The hop from the client to a load balancer. */
export const listenerEncrypted: Rule = {
  name: 'ListenerEncrypted',
  control: '164.312(e)(1)',
  sameAs: 'AWS Config: ELBV2_PREDEFINED_SECURITY_POLICY_SSL_CHECK',
  looksAt: (template) =>
    resourcesOf(template, 'AWS::ElasticLoadBalancingV2::Listener').map(({ logicalId }) => logicalId),
  find: (template) =>
    resourcesOf(template, 'AWS::ElasticLoadBalancingV2::Listener').flatMap(({ logicalId, properties }) => {
      const message = complaint(properties);
      return message === undefined ? [] : [{ logicalId, message }];
    }),
  examples: {
    fails: [
      ['HTTP that forwards', listenerWith({ Protocol: 'HTTP', DefaultActions: [FORWARD] })],
      ['HTTP that does nothing', listenerWith({ Protocol: 'HTTP', DefaultActions: [] })],
      ['HTTP that also forwards', listenerWith({ Protocol: 'HTTP', DefaultActions: [REDIRECT, FORWARD] })],
      [
        'HTTP that redirects to HTTP',
        listenerWith({
          Protocol: 'HTTP',
          DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTP' } }],
        }),
      ],
      ['TCP', listenerWith({ Protocol: 'TCP', DefaultActions: [FORWARD] })],
      ['HTTPS with TLS 1.0', listenerWith({ Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-2016-08' })],
      [
        'HTTPS with TLS 1.0, and 1.3',
        listenerWith({ Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-0-2021-06' }),
      ],
      ['HTTPS with the default policy, which has TLS 1.0', listenerWith({ Protocol: 'HTTPS' })],
    ],
    passes: [
      [
        'HTTPS with a modern policy',
        listenerWith({ Protocol: 'HTTPS', SslPolicy: MODERN_EXAMPLE, DefaultActions: [FORWARD] }),
      ],
      [
        'HTTPS with TLS 1.3 only',
        listenerWith({ Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' }),
      ],
      [
        'TLS with a modern policy',
        listenerWith({ Protocol: 'TLS', SslPolicy: MODERN_EXAMPLE, DefaultActions: [FORWARD] }),
      ],
      ['HTTP that redirects to HTTPS', listenerWith({ Protocol: 'HTTP', DefaultActions: [REDIRECT] })],
    ],
  },
};

function complaint(properties: Readonly<Record<string, unknown>>): string | undefined {
  const { Protocol, SslPolicy, DefaultActions } = properties;
  if (Protocol === 'HTTPS' || Protocol === 'TLS') {
    return MODERN_POLICY.test(String(SslPolicy))
      ? undefined
      : `The listener’s security policy is ${shown(SslPolicy)}. Allowed: one without TLS 1.0 and 1.1.`;
  }
  if (Protocol !== 'HTTP') return `The listener uses ${shown(Protocol)}. Allowed: HTTPS, TLS, and HTTP that redirects.`;
  const actions = Array.isArray(DefaultActions) ? DefaultActions : [];
  return actions.length > 0 && actions.every(redirects)
    ? undefined
    : 'The listener uses plain HTTP and does more than redirect to HTTPS.';
}

function redirects(action: {
  readonly Type?: unknown;
  readonly RedirectConfig?: { readonly Protocol?: unknown };
}): boolean {
  return action.Type === 'redirect' && action.RedirectConfig?.Protocol === 'HTTPS';
}

function listenerWith(properties: object): Record<string, TemplateResource> {
  return { Listener: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { Port: 443, ...properties } } };
}
