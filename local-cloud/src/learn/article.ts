/** An article of the Learn stand-in: short, written for this stand-in, at the address of the real article. */

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
