import { HOURS_A_MONTH } from '../hours';
import { charge, metered, type PricedType, type Priceable, type Component } from './priced-type';

const USAGE = {
  storageGb: { unit: 'GB', what: 'of data and indexes' },
  monthlyWriteRequestUnits: { unit: 'units', what: 'written, on-demand mode: one for each KB of an item' },
  monthlyReadRequestUnits: { unit: 'units', what: 'read, on-demand mode: one for each 4 KB, strongly consistent' },
};

/** @see https://aws.amazon.com/dynamodb/pricing/ */
function table(type: string): PricedType {
  return {
    type,
    usage: USAGE,
    charges: (priceable) => [
      ...capacity(priceable),
      metered(priceable, {
        key: 'storageGb',
        component: 'Storage',
        unit: 'GB',
        price: 'AmazonDynamoDB/TimedStorage-ByteHrs',
      }),
      ...(priceable.resource.flag('PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', false) === false
        ? []
        : [
            metered(priceable, {
              key: 'storageGb',
              component: 'Point-in-time recovery',
              unit: 'GB',
              price: 'AmazonDynamoDB/TimedPITRStorage-ByteHrs',
            }),
          ]),
    ],
  };
}

function capacity(priceable: Priceable): Component[] {
  const mode = priceable.resource.text('BillingMode', 'PROVISIONED');
  if (mode === 'PAY_PER_REQUEST') {
    return [
      metered(priceable, {
        key: 'monthlyWriteRequestUnits',
        component: 'Write request units',
        unit: '1M units',
        price: 'AmazonDynamoDB/WriteRequestUnits',
        ...MILLION,
      }),
      metered(priceable, {
        key: 'monthlyReadRequestUnits',
        component: 'Read request units',
        unit: '1M units',
        price: 'AmazonDynamoDB/ReadRequestUnits',
        ...MILLION,
      }),
    ];
  }
  return (['Write', 'Read'] as const).map((kind) => {
    const units = priceable.resource.number(`ProvisionedThroughput.${kind}CapacityUnits`, undefined);
    const price = mode === undefined ? undefined : `AmazonDynamoDB/${kind}CapacityUnit-Hrs`;
    return charge(`${kind} capacity`, 'unit-hours', units?.times(HOURS_A_MONTH), price, {
      unresolved: 'ProvisionedThroughput',
    });
  });
}

const MILLION = { per: 1_000_000 };

export const dynamoTable = table('AWS::DynamoDB::Table');
export const dynamoGlobalTable = table('AWS::DynamoDB::GlobalTable');
