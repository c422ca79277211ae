export { deployedTask, outputsOf } from './deployed-task';
export { runTask } from './run-task';
export { startTask } from './start-task';
export { taskClients, taskPlaceOf } from './task-place';
