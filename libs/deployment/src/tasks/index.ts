export { deployedTask, outputsOf } from './deployed-task';
export { serviceWithTask } from './required-task';
export { runTask } from './run-task';
export { startTask } from './start-task';
export { taskClients, taskPlaceOf } from './task-place';
