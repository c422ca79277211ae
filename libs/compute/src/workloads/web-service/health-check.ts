import { healthCheckCommand } from '../task/health-check-command';
import type { ContainerCheck } from '../task/container-parts';

export interface HealthCheck {
  readonly path: string;
  /** Accepted status codes: "200", "200,302" or "200-299". */
  readonly codes: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly graceSeconds: number;
  /**
   * Command inside the container, in ECS form.
   *
   * @default - curl or wget asks for the path
   */
  readonly command?: readonly string[];
}

/** The health check inside the container of a web service: its command, or a request for its path. */
export function containerCheck(healthCheck: HealthCheck, protocol: 'http' | 'https', port: number): ContainerCheck {
  const { path, codes, intervalSeconds, timeoutSeconds, graceSeconds } = healthCheck;
  const command =
    healthCheck.command ?? healthCheckCommand(`${protocol}://127.0.0.1:${port}${path}`, codes, timeoutSeconds);
  return { command, intervalSeconds, timeoutSeconds, graceSeconds };
}
