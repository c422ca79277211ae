import { charge, metered, type PricedType } from './priced-type';

/** @see https://aws.amazon.com/kms/pricing/ */
export const kmsKey: PricedType = {
  type: 'AWS::KMS::Key',
  usage: {
    monthlyRequests: { unit: 'requests', what: 'to the key' },
    monthlyEccKeyPairRequests: { unit: 'requests', what: 'GenerateDataKeyPair for ECC keys' },
    monthlyRsaKeyPairRequests: { unit: 'requests', what: 'GenerateDataKeyPair for RSA keys' },
  },
  charges: (priceable) => {
    const spec = priceable.resource.text('KeySpec', 'SYMMETRIC_DEFAULT');
    const rotation = priceable.resource.flag('EnableKeyRotation', false);
    const each = { per: 10_000 };
    return [
      charge('Key', 'months', 1, 'awskms/KMS-Keys', {
        ...(rotation === true && {
          assumption: 'Each of the first two rotations adds one dollar a month.',
        }),
      }),
      ...(spec?.startsWith('SYMMETRIC') === true || spec?.startsWith('HMAC') === true
        ? [
            metered(priceable, {
              key: 'monthlyRequests',
              component: 'Requests',
              unit: '10k requests',
              price: 'awskms/KMS-Requests',
              ...each,
            }),
            // Few keys generate key pairs, so these lines appear only if usage is given.
            ...pairs('monthlyEccKeyPairRequests', 'ECC'),
            ...pairs('monthlyRsaKeyPairRequests', 'RSA'),
          ]
        : [
            metered(priceable, {
              key: 'monthlyRequests',
              component: `Requests (${spec ?? 'unknown'})`,
              unit: '10k requests',
              price: priceOf(spec),
              ...each,
            }),
          ]),
    ];

    function pairs(key: string, kind: string) {
      if (priceable.usage(key) === undefined) return [];
      const price = `awskms/KMS-Requests-GenerateDatakeyPair-${kind}`;
      return [
        metered(priceable, {
          key,
          component: `${kind} GenerateDataKeyPair requests`,
          unit: '10k requests',
          price,
          ...each,
        }),
      ];
    }
  },
};

function priceOf(spec: string | undefined): string | undefined {
  if (spec === undefined) return undefined;
  return spec === 'RSA_2048' ? 'awskms/KMS-Requests-Asymmetric-RSA_2048' : 'awskms/KMS-Requests-Asymmetric';
}
