import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { AWS_CALLS, AWS_TIMEOUTS } from '@careplane/command-line';
import { bootstrapVersionParameter, DEFAULT_BOOTSTRAP_QUALIFIER } from '@careplane/config';
import type { PlatformModel } from '@careplane/config';
import { Clients, parameterStore } from '@careplane/deployment/aws';
import { awsHub } from '@careplane/security-scan';
import type { AccountQuestions } from './account';

const NO_PLATFORM = {
  name: 'none',
  region: 'us-east-1',
  environments: [],
  bootstrapQualifier: DEFAULT_BOOTSTRAP_QUALIFIER,
};

/** The account of the credentials that the AWS command line would find. */
export function awsQuestions(model: PlatformModel | undefined, directory: string): AccountQuestions {
  const place = model ?? NO_PLATFORM;
  const clients = new Clients({ model: place, purpose: 'look', directory }, parameterStore(place.region));
  return {
    caller: () => clients.caller(),
    async bootstrapVersion(region) {
      try {
        const { Parameter } = await parameterStore(region).send(
          new GetParameterCommand({ Name: bootstrapVersionParameter(place) }),
        );
        return Parameter?.Value;
      } catch (error) {
        if ((error as Error).name === 'ParameterNotFound') return undefined;
        throw error;
      }
    },
    async quota(region, { serviceCode, quotaCode }) {
      const client = new ServiceQuotasClient({ region, ...AWS_CALLS });
      const asked = { ServiceCode: serviceCode, QuotaCode: quotaCode };
      // The first knows the quotas that the account has a value of its own for, the second AWS's defaults.
      return (
        (await valueOf(client.send(new GetServiceQuotaCommand(asked)))) ??
        (await valueOf(client.send(new GetAWSDefaultServiceQuotaCommand(asked))))
      );
    },
    async securityHub(region) {
      const hub = await awsHub(region, AWS_TIMEOUTS);
      await hub.list('careplane/doctor/', undefined);
    },
  };
}

/** Undefined where AWS knows no such quota. */
async function valueOf(
  answer: Promise<{ readonly Quota?: { readonly Value?: number | undefined } | undefined }>,
): Promise<number | undefined> {
  try {
    return (await answer).Quota?.Value;
  } catch (error) {
    if ((error as Error).name === 'NoSuchResourceException') return undefined;
    throw error;
  }
}
