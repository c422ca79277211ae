// From a load test to a usage file.
export { capacityOf, type Capacity, type CapacityOptions } from '../load-test/capacity';
export { LoadTestReader, type LoadTest, type LoadTestResult } from '../load-test/load-test-reader';
export { referenceMethod, type ReferenceAnswer, type ReferenceCase } from '../load-test/reference-method';
export { summarize, type Series } from '../load-test/series';
export { simulate, type TargetTracking } from '../load-test/target-tracking';
export { profileOf, TRAFFIC_PROFILES, type TrafficProfile } from '../load-test/traffic-profile';
export { usageYaml } from '../load-test/usage-yaml';
