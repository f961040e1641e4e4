/**
 * The planner: rules that stand in for a language model. It reads a conversation and plans its next step. It knows no
 * wire and no service: whoever speaks one reads the conversation and writes the step.
 */

export {
  type Conversation,
  type JsonSchema,
  lastUserText,
  type OfferedTool,
  type PlannedCall,
  type Step,
  type ToolChoice,
  type Turn,
} from './conversation.js';
export { planStep } from './plan.js';
