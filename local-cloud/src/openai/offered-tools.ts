/** Reads the tools and the tool choice of a request; the two wires nest them differently. */
import { isObject, type Json } from '../text/json.js';
import { requireObject, requireString, wrongType, wrongValue } from './body.js';
import type { JsonSchema, OfferedTool, ToolChoice } from '../planner/index.js';
import { invalidRequest } from './faults.js';

const NAME = /^[a-zA-Z0-9_-]+$/;

/** Reads `tools`. `nested`: Chat Completions keeps the function under `function`. */
export function readTools(list: readonly unknown[], nested: boolean): readonly OfferedTool[] {
  if (list.length > 128) {
    throw invalidRequest(
      `Invalid 'tools': array too long. Expected an array with maximum length 128, but got an array with length ${list.length} instead.`,
      'tools',
      'array_above_max_length',
    );
  }
  return list.map((entry, index) => {
    const tool = requireObject(entry, `tools[${index}]`);
    const type = requireString(tool, 'type', `tools[${index}].type`);
    if (type !== 'function') {
      throw wrongValue(
        `tools[${index}].type`,
        `'${type}'. The local stand-in supports 'function' tools only.`,
      );
    }
    if (!nested) return readTool(tool, `tools[${index}]`);
    return readTool(requireObject(tool['function'], `tools[${index}].function`), `tools[${index}].function`);
  });
}

/** Reads `tool_choice`; a named tool must be among those offered. */
export function readToolChoice(value: unknown, tools: readonly OfferedTool[]): ToolChoice {
  if (value === undefined || value === null) return 'auto';
  if (value === 'auto' || value === 'none' || value === 'required') return value;
  if (!isObject(value) || value['type'] !== 'function') {
    throw wrongValue('tool_choice', "supported values are: 'none', 'auto', 'required' and a named function.");
  }
  const holder = isObject(value['function']) ? value['function'] : value;
  const name = requireString(holder, 'name', 'tool_choice.name');
  if (!tools.some((tool) => tool.name === name)) {
    throw invalidRequest(
      `Tool choice '${name}' not found in 'tools' parameter.`,
      'tool_choice',
      'invalid_value',
    );
  }
  return { name };
}

/** Reads a call's `arguments` text; anything that is not a JSON object counts as no arguments. */
export function readArguments(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function readTool(tool: Json, path: string): OfferedTool {
  const name = requireString(tool, 'name', `${path}.name`);
  if (!NAME.test(name)) {
    throw invalidRequest(
      `Invalid '${path}.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
      `${path}.name`,
      'invalid_value',
    );
  }
  if (name.length > 64) {
    throw invalidRequest(
      `Invalid '${path}.name': string too long. Expected a string with maximum length 64, but got a string with length ${name.length} instead.`,
      `${path}.name`,
      'string_above_max_length',
    );
  }
  const description = typeof tool['description'] === 'string' ? tool['description'] : '';
  const parameters = tool['parameters'] ?? { type: 'object', properties: {} };
  if (!isObject(parameters)) throw wrongType(`${path}.parameters`, 'an object', parameters);
  if (parameters['type'] !== 'object') {
    throw invalidRequest(
      `Invalid schema for function '${name}': schema must be a JSON Schema of 'type: "object"', got 'type: "${String(parameters['type'])}"'.`,
      `${path}.parameters`,
      'invalid_function_parameters',
    );
  }
  return { name, description, parameters: parameters as JsonSchema };
}
