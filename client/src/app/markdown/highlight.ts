import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import csharp from 'highlight.js/lib/languages/csharp';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

hljs.registerLanguage('bash', bash);
hljs.registerLanguage('csharp', csharp);
hljs.registerLanguage('json', json);
hljs.registerLanguage('python', python);
// One grammar for both, and both names are its aliases.
hljs.registerLanguage('typescript', typescript);
hljs.registerAliases(['js', 'javascript', 'jsx', 'mjs'], { languageName: 'typescript' });
hljs.registerLanguage('xml', xml);
hljs.registerLanguage('yaml', yaml);

/** Longer code stays plain: colouring it would hold up the page. */
const MAX_LENGTH = 20_000;

/** Code as HTML text with the highlighter's classes; undefined where the language is not known here. */
export function highlighted(code: string, language: string): string | undefined {
  if (code.length > MAX_LENGTH || hljs.getLanguage(language) === undefined) return undefined;
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}
