import { metered, type PricedType } from './priced-type';

/** Pods on Fargate cost what tasks of ECS cost. @see https://aws.amazon.com/fargate/pricing/ */
export const eksFargateProfile: PricedType = {
  type: 'AWS::EKS::FargateProfile',
  usage: {
    monthlyVcpuHours: { unit: 'vCPU-hours', what: 'of all pods that the profile runs' },
    monthlyMemoryGbHours: { unit: 'GB-hours', what: 'of memory of all pods that the profile runs' },
  },
  charges: (priceable) => [
    metered(priceable, {
      key: 'monthlyVcpuHours',
      component: 'Fargate vCPU',
      unit: 'vCPU-hours',
      price: 'AmazonECS/Fargate-vCPU-Hours:perCPU',
    }),
    metered(priceable, {
      key: 'monthlyMemoryGbHours',
      component: 'Fargate memory',
      unit: 'GB-hours',
      price: 'AmazonECS/Fargate-GB-Hours',
    }),
  ],
};
