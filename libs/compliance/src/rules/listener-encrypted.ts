import { resourcesOf, shown } from './rule';
import type { Rule } from './rule';

/** Policies of Elastic Load Balancing without TLS 1.0 and 1.1, by what their names say. */
const MODERN_POLICY = /^ELBSecurityPolicy-(?:TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/;

/** The hop from the client to a load balancer. */
export const listenerEncrypted: Rule = {
  name: 'ListenerEncrypted',
  because: '45 CFR 164.312(e)(1); AWS Config: ELBV2_PREDEFINED_SECURITY_POLICY_SSL_CHECK',
  find: (template) =>
    resourcesOf(template, 'AWS::ElasticLoadBalancingV2::Listener').flatMap(({ logicalId, properties }) => {
      const message = complaint(properties);
      return message === undefined ? [] : [{ logicalId, message }];
    }),
};

function complaint(properties: Readonly<Record<string, unknown>>): string | undefined {
  const { Protocol, SslPolicy, DefaultActions } = properties;
  if (Protocol === 'HTTPS' || Protocol === 'TLS') {
    return MODERN_POLICY.test(String(SslPolicy))
      ? undefined
      : `The listener’s security policy is ${shown(SslPolicy)}. Allowed: one without TLS 1.0 and 1.1.`;
  }
  if (Protocol !== 'HTTP')
    return `The listener speaks ${shown(Protocol)}. Allowed: HTTPS, TLS, and HTTP that redirects.`;
  const actions = Array.isArray(DefaultActions) ? DefaultActions : [];
  return actions.length > 0 && actions.every(redirects)
    ? undefined
    : 'The listener speaks plain HTTP and does more than redirect to HTTPS.';
}

function redirects(action: {
  readonly Type?: unknown;
  readonly RedirectConfig?: { readonly Protocol?: unknown };
}): boolean {
  return action.Type === 'redirect' && action.RedirectConfig?.Protocol === 'HTTPS';
}
