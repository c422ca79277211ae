import { Construct } from 'constructs';
import { addFargateService } from '../task/fargate-service';
import { addScaling } from '../task/service-scaling';
import type { TaskScaling } from '../task/service-scaling';
import { addWorkloadBase, addTask, onlyWithImage, runningPart } from '../task/workload-base';
import type { WorkloadProps } from '../task/workload-base';
import { TaskAlarms } from '../task/task-alarms';
import { addMissingTasksAlarm } from './missing-tasks-alarm';
import { scaleOnQueue } from './queue-scaling';
import type { QueueScaling } from './queue-scaling';

export interface WorkerProps extends WorkloadProps {
  readonly scaling: TaskScaling & {
    /** @default - CPU and memory decide */
    readonly queue?: QueueScaling;
  };
  /** Whether two tasks never run at once; the scaling is then not used. */
  readonly singleton: boolean;
}

/**
 * A Fargate service that no request reaches: it takes its work from a queue, a database or the clock. Its security group lets no
 * one in. As for a web service, everything but the running part exists before the first image (docs/adr/0003).
 */
export class Worker extends Construct {
  /** ARNs of the roles of the tasks. */
  readonly roleArns: readonly string[];

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    const { title, alarmTopic: topic, scaling, singleton } = props;
    const around = addWorkloadBase(this, props);
    this.roleArns = around.roleArns;
    const running = runningPart(this);
    const taskDefinition = addTask(running, props, around);
    const service = addFargateService(running, props, { taskDefinition, around, singleton });
    if (!singleton) {
      const target = addScaling(service, scaling);
      if (scaling.queue !== undefined) scaleOnQueue(target, service, scaling.queue);
    }
    new TaskAlarms(running, 'Alarms', { service, topic, title, ruleName: props.taskRuleName });
    addMissingTasksAlarm(running, { service, topic, title });
    onlyWithImage(this, around.digest, running);
  }
}
