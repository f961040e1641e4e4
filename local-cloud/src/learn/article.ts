/** An article of the Learn stand-in: short, written for this stand-in, at the address of the real article. */
import { type Page, readPages, textOf } from '../content.js';

/** One section of an article. */
export interface Section {
  readonly heading: string;
  readonly text: string;
  readonly sample?: CodeSample;
}

/** Code of a section. */
export interface CodeSample {
  readonly description: string;
  /** Language as Learn names it: `typescript`, `csharp`, `azurecli`, `http`, `json`. */
  readonly language: string;
  readonly code: string;
}

export interface Article {
  readonly title: string;
  readonly url: string;
  /** Words people use for it that the text does not have, Japanese ones too. */
  readonly keywords: string;
  readonly sections: readonly Section[];
}

/** An article as Markdown. */
export function toMarkdown(article: Article): string {
  const sections = article.sections.map(({ heading, text, sample }) => {
    const code = sample ? `\n\n\`\`\`${sample.language}\n${sample.code}\n\`\`\`` : '';
    return `## ${heading}\n\n${text}${code}`;
  });
  return [`# ${article.title}`, ...sections].join('\n\n');
}

/** The articles in `content/learn`: a section for each heading, with at most one fence of code. */
export function readArticles(): readonly Article[] {
  return readPages('learn').map((page) => ({
    title: textOf(page, 'title'),
    url: textOf(page, 'url'),
    keywords: textOf(page, 'keywords'),
    sections: sectionsOf(page),
  }));
}

function sectionsOf({ body, name }: Page): readonly Section[] {
  return body
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [heading = '', ...lines] = part.split('\n');
      const [, text = '', info = '', code] =
        /^([\s\S]*?)(?:\n```(.*)\n([\s\S]*?)\n```\s*)?$/.exec(lines.join('\n').trim()) ?? [];
      const section = { heading: heading.trim(), text: text.trim() };
      if (code === undefined) return section;
      const [, language, description] = /^(\w+) title="(.+)"$/.exec(info.trim()) ?? [];
      if (!language || !description) throw new Error(`${name}.md: a fence needs a language and title="..."`);
      return { ...section, sample: { description, language, code } };
    });
}
