import DOMPurify from 'dompurify';

import { linkTarget } from './link-policy.js';

const TAGS = [
  'a',
  'b',
  'blockquote',
  'br',
  'code',
  'del',
  'div',
  'em',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'i',
  'li',
  'ol',
  'p',
  'pre',
  's',
  'span',
  'strong',
  'sub',
  'sup',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'tr',
  'ul',
];
const ATTRIBUTES = ['href', 'align', 'start', 'data-language', 'data-host', 'class'];

const purifier = DOMPurify(window);

purifier.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName !== 'A') return;
  const target = linkTarget(node.getAttribute('href') ?? '');
  if (target === undefined) {
    node.removeAttribute('href');
    return;
  }
  node.setAttribute('target', '_blank');
  node.setAttribute('rel', 'noopener noreferrer nofollow');
});

// Only the highlighter's classes: a class of our own style sheet could make an answer look like a control of ours.
purifier.addHook('uponSanitizeAttribute', (_node, data) => {
  if (data.attrName === 'class')
    data.keepAttr = /^(hljs[\w-]*|language-[\w+#.-]+)(\s+[\w-]+_?)*$/.test(data.attrValue);
});

/**
 * HTML text to nodes that may stand in the page. Nodes instead of text, so that there is no `innerHTML` anywhere in
 * this client and Trusted Types need one policy only: the sanitizer's own.
 */
export function safeFragment(html: string): DocumentFragment {
  return purifier.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}
