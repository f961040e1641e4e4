/** Saves what is whole in JSON that was cut off, as chats do with long tool results. */

interface Scan {
  /** Closing brackets still owed at this point, innermost first. */
  readonly owed: string;
  /** Where the text can be cut so that everything before is whole. */
  readonly at: number;
}

/** Parses JSON that was cut; `undefined` where it was not cut, or nothing in it is whole. */
export function parseCutJson(text: string): unknown {
  const start = text.search(/[{[]/);
  if (start < 0) return undefined;
  const body = text.slice(start);
  const scan = lastWhole(body);
  if (!scan) return undefined;
  try {
    return JSON.parse(body.slice(0, scan.at) + scan.owed) as unknown;
  } catch {
    return undefined;
  }
}

/** Finds the last place after a complete object or array, outside strings. */
function lastWhole(text: string): Scan | undefined {
  const open: string[] = [];
  let inString = false;
  let found: Scan | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{') open.push('}');
    else if (char === '[') open.push(']');
    else if (char === '}' || char === ']') {
      if (open.pop() !== char) return found;
      if (open.length === 0) return undefined;
      if (open.length < 4) found = { owed: open.toReversed().join(''), at: at + 1 };
    }
  }
  return found;
}
