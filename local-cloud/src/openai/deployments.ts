/** The deployments of the stand-in resource. Any other name is `DeploymentNotFound`, as on Azure. */
import type { Json } from '../text/json.js';
import { deploymentNotFound, invalidRequest, resourceNotFound } from './faults.js';

export interface Deployment {
  readonly name: string;
  /** Imitates a reasoning model: emits reasoning items, refuses function tools on Chat Completions. */
  readonly reasons: boolean;
}

/** What is deployed. */
export const DEPLOYMENTS: readonly Deployment[] = [
  { name: 'local-standin', reasons: false },
  { name: 'local-reasoning', reasons: true },
];

/** Window of every deployment, in tokens of input. */
export const CONTEXT_WINDOW = 128_000;

const CREATED = Date.UTC(2026, 10, 1) / 1000;

/** Finds a deployment by the request's `model`. */
export function findDeployment(name: string): Deployment {
  const found = DEPLOYMENTS.find((deployment) => deployment.name === name);
  if (!found) throw deploymentNotFound();
  return found;
}

/** Refuses function tools on Chat Completions where the deployment reasons, as newer models do. */
export function requireToolSupport(deployment: Deployment, toolCount: number): void {
  if (!deployment.reasons || toolCount === 0) return;
  throw invalidRequest(
    `Function tools with reasoning_effort are not supported for ${deployment.name} in /v1/chat/completions. Please use /v1/responses instead.`,
    'reasoning_effort',
    null,
  );
}

/** Body of `GET /openai/v1/models`, or of one model where a name is given. */
export function modelList(name?: string): Json {
  if (name === undefined) return { object: 'list', data: DEPLOYMENTS.map(modelEntry) };
  const found = DEPLOYMENTS.find((deployment) => deployment.name === name);
  if (!found) throw resourceNotFound();
  return modelEntry(found);
}

function modelEntry(deployment: Deployment): Json {
  return {
    id: deployment.name,
    object: 'model',
    created: CREATED,
    owned_by: 'local-cloud',
    status: 'succeeded',
    lifecycle_status: 'generally-available',
    capabilities: {
      chat_completion: true,
      completion: false,
      embeddings: false,
      fine_tune: false,
      inference: true,
    },
  };
}
